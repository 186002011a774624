/** What every page runs. */
import { copyOnClick } from "./copy";
import { findWithSlash, siftList } from "./find";
import { menuWithSpace } from "./menu";

copyOnClick(document);
findWithSlash(document);
siftList(document);
menuWithSpace(document);
