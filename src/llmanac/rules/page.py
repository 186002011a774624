"""The page of rules: every code, its law, why it is one, how to mend it. Made from the messages."""

import re
from itertools import groupby

from llmanac.messages import Language, Message, messages

_CODE = re.compile(r"([A-Z]+)\d{3}")

_TITLE = {"en": "Rules", "zh": "规则"}
_LEAD = {
    "en": "What `llmanac check` says, by code. `…` stands for what it found.",
    "zh": "`llmanac check` 给出的所有提示，按代码排列。`…` 代表检查到的内容。",
}
_FAMILIES = {
    "en": {
        "FIL": "Files", "YML": "Text of a file", "REC": "Shape of a record", "REF": "References",
        "ID": "Ids", "PRC": "Prices", "LIM": "Limits", "EVL": "Evaluations", "EXA": "Examples",
        "SIT": "Settings", "TXT": "Text",
    },
    "zh": {
        "FIL": "文件", "YML": "文件的文本", "REC": "记录的结构", "REF": "引用",
        "ID": "标识", "PRC": "价格", "LIM": "限制", "EVL": "评测", "EXA": "示例",
        "SIT": "设置", "TXT": "文字",
    },
}  # fmt: skip
_MEND = {"en": "To mend it", "zh": "如何修改"}


def rules_page(language: Language) -> str:
    """The page as Markdown; each code is a heading with an anchor of its own."""
    coded = [code for code in messages(language) if _CODE.fullmatch(code)]
    parts = [f"# {_TITLE[language]}", _LEAD[language]]
    for family, codes in groupby(coded, key=_family):
        parts.append(f"## {_FAMILIES[language][family]} {{#{family.lower()}}}")
        parts += [_section(code, messages(language)[code], language) for code in codes]
    return "\n\n".join(parts) + "\n"


def _family(code: str) -> str:
    return code.rstrip("0123456789")


def _section(code: str, message: Message, language: Language) -> str:
    law = re.sub(r"[\[\]]", "", re.sub(r"\{\w+\}", "…", message.says))
    return (
        f"### {code} {{#{code.lower()}}}\n\n> {_escaped(law)}\n\n"
        f"{_escaped(message.why)}\n\n**{_MEND[language]}** {_escaped(message.fix)}"
    )


def _escaped(text: str) -> str:
    """Text that may hold code in backticks, but no other markup."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else _mark_free(part) for part in parts)


def _mark_free(text: str) -> str:
    return re.sub(r"([\\*_<>&#\[\]])", r"\\\1", text)
