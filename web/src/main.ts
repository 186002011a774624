/** What every page runs. */
import { copyOnClick } from "./copy";
import { siftRows } from "./find";
import { listenToKeys } from "./keys";
import { tellOfHiddenColumns } from "./slide";
import { chooseTabs } from "./tabs";

const said = (document.currentScript as HTMLScriptElement).dataset.copied ?? "";
const field = document.querySelector<HTMLInputElement>(".la-find input");

copyOnClick(document, said);
listenToKeys(document, field);
siftRows(document, field);
tellOfHiddenColumns(document);
chooseTabs(document);
