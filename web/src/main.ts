/** What every page runs. */
import { copyOnClick } from "./copy";
import { siftRows } from "./find";
import { markOldPrices } from "./fresh";
import { listenToKeys } from "./keys";
import { openTheMenu } from "./menu";
import { searchByName } from "./search/search";
import { indexAt } from "./search/source";
import { tellOfHiddenColumns } from "./slide";
import { sortByColumn } from "./sort";
import { chooseTabs } from "./tabs";

const said = (document.currentScript as HTMLScriptElement).dataset.copied ?? "";
const form = document.querySelector<HTMLFormElement>(".la-find");
const field = form?.querySelector("input") ?? null;
const load = indexAt(`${form?.dataset.index ?? ""}entries.json`, document.documentElement.lang);

copyOnClick(document, said);
listenToKeys(document, field);
markOldPrices(document, Date.now());
openTheMenu(document);
siftRows(document, field, load);
if (form) searchByName(form, load);
tellOfHiddenColumns(document);
sortByColumn(document);
chooseTabs(document);
