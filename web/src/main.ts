/** What every page runs. */
import { copyOnClick } from "./copy";
import { siftRows } from "./find";
import { listenToKeys } from "./keys";
import { openTheMenu } from "./menu";
import { tellOfHiddenColumns } from "./slide";
import { sortByColumn } from "./sort";
import { chooseTabs } from "./tabs";

const said = (document.currentScript as HTMLScriptElement).dataset.copied ?? "";
const field = document.querySelector<HTMLInputElement>(".la-find input");

copyOnClick(document, said);
listenToKeys(document, field);
openTheMenu(document);
siftRows(document, field);
tellOfHiddenColumns(document);
sortByColumn(document);
chooseTabs(document);
