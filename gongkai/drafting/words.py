"""What an import says: why a file cannot be read, and what is unsure in one that can."""

from __future__ import annotations

from typing import Any

from gongkai.drafting.draft import Doubt
from gongkai.words import say_of

FAULTS: dict[str, tuple[str, str]] = {
    "no_file": (
        "{file}：没有这个文件。请核对路径。",
        "{file}: there is no such file. Check the path.",
    ),
    "not_open": ("{file}：打不开：{why}。", "{file}: it cannot be opened: {why}."),
    "empty": ("{file}：是空文件。", "{file}: the file is empty."),
    "too_big": (
        "{file}：超过 {limit} MB。请只留下任务表再导入。",
        "{file}: over {limit} MB. Keep only the table of tasks and import that.",
    ),
    "too_many": (
        "{file}：表格超过 {limit} 行。请只留下任务表再导入。",
        "{file}: tables of over {limit} rows. Keep only the table of tasks and import that.",
    ),
    "bomb": (
        "{file}：解压后过大，不像正常文档，没有读。请在 Word 或 Excel 里另存后再试。",
        "{file}: it unpacks to far too much for a document; not read. Save it afresh.",
    ),
    "damaged": (
        "{file}：文件损坏（{why}）。请在 Word 或 Excel 里打开、另存后再试。",
        "{file}: damaged ({why}). Open it in Word or Excel, save it afresh and try again.",
    ),
    "locked": (
        "{file}：文件加了密码。请去掉密码再导入。",
        "{file}: protected by a password. Remove it and import again.",
    ),
    "old_office": (
        "{file}：是旧格式（.doc、.xls、.wps）。请另存为 .docx 或 .xlsx。",
        "{file}: an old format (.doc, .xls, .wps). Save it as .docx or .xlsx.",
    ),
    "pdf": (
        "{file}：是 PDF。请转成 .docx，或把表格复制到 Excel 里。",
        "{file}: this is a PDF. Convert it to .docx, or paste its table into a workbook.",
    ),
    "not_document": (
        "{file}：不是 Word、Excel、网页或文本。可导入 .docx、.xlsx、.html、.txt。",
        "{file}: no Word, Excel, HTML or text file. Import .docx, .xlsx, .html or .txt.",
    ),
    "no_table": (
        "{file}：没有找到任务表。表头里应有任务（或要求、事项）一列和责任单位（或时限）一列。",
        "{file}: no table of tasks. Its head needs tasks and units (or deadlines).",
    ),
    "no_items": (
        "{file}：任务表只有表头，没有内容。",
        "{file}: the table of tasks has a head and no rows.",
    ),
}

PLACES: dict[str, tuple[str, str]] = {
    "row": ("表{table} 第{row}行", "table {table} row {row}"),
    "line": ("第{row}行", "line {row}"),
}

# What a person should look at; those of LOW are only told for completeness.
DOUBTS: dict[str, tuple[str, str]] = {
    "other_name": (
        "实际是 {seen} 文件，已按实际格式读。",
        "This is really {seen}; it was read as such.",
    ),
    "year_unknown": (
        "没有看出是哪一年的要点，期限里没写年份的都空着。",
        "The plan's year could not be told; deadlines without a year were left empty.",
    ),
    "prose_before": (
        "表格前有正文，可能也有任务，没有导入：{seen}",
        "There is text before the table that may hold tasks; not imported: {seen}",
    ),
    "prose_follows": (
        "表格后还有正文，可能也有任务，没有导入：{seen}",
        "There is text after the table that may hold tasks; not imported: {seen}",
    ),
    "table_ignored": (
        "另有一个表看不出是任务表，没有导入：{seen}",
        "Another table does not look like tasks; not imported: {seen}",
    ),
    "columns_guessed": (
        "没有可用的分隔符，栏是按内容猜的，请逐条核对。",
        "Nothing separates the cells; the columns were guessed. Check every item.",
    ),
    "numbers_restart": (
        "编号在每项任务里重新开始，条目号写成“任务.编号”。",
        "Numbers restart in each task; items are called task.number.",
    ),
    "tasks_unnumbered": (
        "任务没有编号，按出现的先后编号。",
        "Tasks have no numbers; they were counted in order.",
    ),
    "item_unnumbered": (
        "这一条没有编号，按先后编号。",
        "This item has no number; it was counted in order.",
    ),
    "items_unnumbered": (
        "任务都没有编号，按先后编为 1、2、3……",
        "Nothing is numbered; the items were counted 1, 2, 3 …",
    ),
    "number_repeated": ("编号 {seen} 出现了两次。", "Number {seen} stands twice."),
    "number_gap": (
        "编号从 {seen} 跳过来，中间可能漏了。",
        "The number jumps from {seen}; something may be missing.",
    ),
    "number_stray": (
        "序号 {seen} 像是自动编号的残留，没有采用。",
        "The number {seen} looks left over from automatic numbering; not used.",
    ),
    "task_differs": (
        "同一任务前后名称不同，用了前一个：{seen}",
        "One task has two names; the first was kept: {seen}",
    ),
    "cut_by_page": (
        "单元格被分页断开，已接上：{seen}",
        "A cell was cut by a page break; joined: {seen}",
    ),
    "units_inherited": (
        "责任单位格是空的，按合并单元格沿用上一行：{seen}",
        "The unit cell is blank; taken as merged with the row above: {seen}",
    ),
    "units_across": (
        "责任单位格是空的，沿用的是上一项任务的：{seen}",
        "The unit cell is blank; taken from the task before: {seen}",
    ),
    "units_missing": ("没有写责任单位。", "No unit is named."),
    "units_shared": (
        "一格里有几条任务、几行单位，分不清各归谁，都列上了：{seen}",
        "One cell holds several items and as many lines of units; all were given to each: {seen}",
    ),
    "unit_odd": ("“{seen}”不像单位名称。", '"{seen}" does not look like an office.'),
    "units_open": (
        "责任单位以“等”结尾，没有列全：{seen}",
        "The list of units ends with 等 and is not whole: {seen}",
    ),
    "deadline_inherited": (
        "时限格是空的，按合并单元格沿用上一行：{seen}",
        "The deadline cell is blank; taken as merged with the row above: {seen}",
    ),
    "deadline_across": (
        "时限格是空的，沿用的是上一项任务的：{seen}",
        "The deadline cell is blank; taken from the task before: {seen}",
    ),
    "deadline_missing": ("没有写完成时限。", "No deadline is given."),
    "deadline_unclear": ("看不懂时限：{seen}", "The deadline is not understood: {seen}"),
    "deadline_several": (
        "时限有几个日子，取了最后一个：{seen}",
        "The deadline names several days; the last was taken: {seen}",
    ),
    "deadline_in_text": (
        "表里没有时限，日期取自任务文字：{seen}",
        "The table gives no deadline; the day is from the text: {seen}",
    ),
    "text_missing": (
        "任务内容是空的，用了任务名称。",
        "The clause itself is blank; the task's name stands for it.",
    ),
}
LOW = frozenset({"units_inherited", "deadline_inherited", "numbers_restart", "cut_by_page"})

_ALL = FAULTS | PLACES | DOUBTS


def tell(sentence: str, /, **slots: Any) -> str:
    """That sentence in the language spoken, its slots filled."""
    return say_of(_ALL, sentence, **slots)


def told(doubt: Doubt) -> str:
    """A doubt as a sentence, without its item and place."""
    return tell(doubt.what, seen=doubt.seen)
