"""What feeds call kinds, regions and ways of reasoning → how our records call them."""
