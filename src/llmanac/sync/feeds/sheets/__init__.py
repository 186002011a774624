"""The prices that feeds state, put together as entries of the price language."""
