/** What every page runs. */
import { copyOnClick } from "./copy";

copyOnClick(document);
