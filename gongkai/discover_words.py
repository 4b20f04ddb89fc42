"""What ``gongkai discover`` says. Chinese, then English."""

from __future__ import annotations

DISCOVER: dict[str, tuple[str, str]] = {
    "opt_where": (
        "网址，或名单里的单位（编号或名称）",
        "an address, or a unit of the targets (id or name)",
    ),
    "opt_subject": ("只找这个主题（可多次）", "only this subject (may be repeated)"),
    "opt_rows_out": (
        "写到这个 CSV（栏目行）；旁边另写一份证据",
        "write the rows to this CSV; the evidence goes beside it",
    ),
    "opt_append": ("文件已有时只在末尾追加新行", "add only new rows where the file is there"),
    "opt_contact": (
        "联系方式（名单之外的网址必填），如 mailto:audit@example.org",
        "whom sites may write to, such as mailto:audit@example.org (for an address alone)",
    ),
    "found_columns": (
        "找到的栏目（请逐条确认后放进 columns.csv）",
        "Columns found (confirm each, then put it into columns.csv)",
    ),
    "subject": ("主题", "subject"),
    "column_name": ("栏目", "column"),
    "match_score": ("把握", "score"),
    "rows_matched": ("条目（相符/共）", "rows (of it/all)"),
    "newest_day": ("最新", "newest"),
    "the_way": ("怎么找到的", "the way"),
    "samples": ("样例", "samples"),
    "to_confirm": ("要确认", "to confirm"),
    "found_sum": (
        "找了 {asked} 个主题，找到 {found} 个；{open} 个没有把握，{none} 个没有找到。",
        "{asked} subjects looked for, {found} found; {open} doubtful, {none} not found.",
    ),
    "rows_written": (
        "已写 {rows} 行：{file}；证据：{evidence}",
        "{rows} rows written: {file}; the evidence: {evidence}",
    ),
    "file_there": (
        "{file} 已经在那里，不覆盖。换一个名字，或加 --append 只追加新行。",
        "{file} is there and is not overwritten. Choose another name, or add --append.",
    ),
    "where_unknown": (
        "“{name}”不是网址，名单里也没有这个单位。最接近的是“{near}”。",
        '"{name}" is no address and no unit of the targets. The nearest is "{near}".',
    ),
    "contact_needed": (
        "访问真实网站要留联系方式：请加 --contact mailto:…",
        "Real sites are told whom to write to: add --contact mailto:…",
    ),
    "doubt_unseen": ("栏目页没能读到", "its page could not be read"),
    "doubt_empty": ("没有条目", "no rows"),
    "doubt_article": ("是一篇文章，不是栏目", "an article, no column"),
    "doubt_other_rows": ("条目不像这个主题", "its rows are of something else"),
    "doubt_undated": ("条目没有日期", "its rows are undated"),
    "doubt_landing": ("下面还分栏目", "a page of columns below it"),
    "doubt_several": ("有几个差不多的，内容不同", "several are alike and list different things"),
    "doubt_other_name": ("名称只是沾边", "its name only shares a word"),
    "doubt_foreign": ("像是别的单位的", "looks like another office's"),
    "not_sought": ("没能找（{why}），不等于没有", "could not be looked for ({why})"),
    "none_found": ("没有找到", "not found"),
}
