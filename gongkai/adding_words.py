"""What ``gongkai add`` says. Chinese, then English."""

from __future__ import annotations

ADDING: dict[str, tuple[str, str]] = {
    "do_add": (
        "把人工保存的网页、附件或截图归入一轮采集",
        "put pages, attachments or screenshots that were saved by hand into a round",
    ),
    "opt_of_unit": ("哪个单位（编号或名称）", "whose it is (id or name)"),
    "opt_url": ("文件是哪个网址的副本", "of which address the file is a copy"),
    "opt_column": (
        "属于哪个栏目：主题编号，或栏目网址",
        "of which column: a subject's id, or the column's address",
    ),
    "opt_by": ("谁保存的（默认：登录名）", "who saved it (default: the login name)"),
    "opt_at": ("何时保存的，如 2026-09-30T09:00", "when it was saved, such as 2026-09-30T09:00"),
    "opt_thing": (
        "网址，或文件：网页（HTML、MHTML）、PDF、Word、Excel、OFD、截图（PNG、JPG）",
        "addresses, or files: pages (HTML, MHTML), PDF, Word, Excel, OFD, screenshots (PNG, JPG)",
    ),
    "add_not_a_file": (
        "{file}：没有这个文件，或不是普通文件。请核对路径；网址须以 http:// 或 https:// 开头。",
        "{file}: no such file, or no regular one. Check the path; an address starts with http://.",
    ),
    "add_empty": ("{file}：文件是空的。", "{file}: the file is empty."),
    "add_too_big": ("{file}：超过 {limit} MB。", "{file}: over {limit} MB."),
    "add_unknown": (
        "{file}：认不出是什么文件。可用：HTML、MHTML、PDF、Word、Excel、OFD、ZIP、PNG、JPG。",
        "{file}: no file that we know. Known: HTML, MHTML, PDF, Word, Excel, OFD, ZIP, PNG, JPG.",
    ),
    "add_no_page": (
        "{file}：里面没有网页。请在浏览器中另存为“网页，单个文件”。",
        '{file}: there is no page in it. Save it as "Webpage, Single File" in the browser.',
    ),
    "add_no_url": (
        "{file}：没有写明是哪个网址的副本。请加 --url。",
        "{file}: it does not say of which address it is a copy. Add --url.",
    ),
    "add_one_url": (
        "--url 只能配一个文件；多个文件请分次归入。",
        "--url goes with one file; add several one by one.",
    ),
    "add_bad_url": ("网址不对：{url}。", "This is no address: {url}."),
    "add_no_site": (
        "{url} 不在名单的网站之列（targets.yaml 的 sites）。最接近的是 {near}。",
        "{url} lies on no site of the targets (sites in targets.yaml). The nearest is {near}.",
    ),
    "add_no_subject": (
        "没有主题“{name}”。最接近的是“{near}”。",
        'There is no subject "{name}". The nearest is "{near}".',
    ),
    "add_which_column": (
        "{file}：这是一个列表页，请用 --column 说明是哪个栏目（主题编号或栏目网址）。",
        "{file}: this is a list; say with --column of which column (a subject or an address).",
    ),
    "add_which_picture": (
        "{file}：截图须用 --url 或 --column 说明拍的是什么。",
        "{file}: say with --url or --column what the screenshot shows.",
    ),
    "add_is_wall": (
        "{file}：保存下来的不是内容，而是“{reason}”页面，没有归入。请打开真正的内容后再保存。",
        '{file}: what was saved is no content but "{reason}"; it was not added. '
        "Open the content itself and save that.",
    ),
    "add_fetched_wall": (
        "{url}：访问得到的是“{reason}”，不是内容；这次回答已留存。请由人工打开后另存为文件再归入。",
        '{url}: the answer was "{reason}" and no content; it is kept. '
        "Open it by hand, save it and add the file.",
    ),
    "add_future": ("--at 晚于现在：{at}。", "--at lies in the future: {at}."),
    "added": (
        "已归入 {n} 件（{unit}，{by}，{at}）",
        "Added {n} (of {unit}, by {by}, {at})",
    ),
    "add_kept": ("{kind}  {file}  {url}  sha256 {sha}…", "{kind}  {file}  {url}  sha256 {sha}…"),
    "add_list": ("栏目", "column"),
    "add_page": ("网页", "page"),
    "add_file": ("附件", "attachment"),
    "add_picture": ("截图", "screenshot"),
    "add_changed": ("判定有变化的 {n} 项：", "{n} verdicts change:"),
    "add_change": (
        "{item}  {place}  {rule}：{before} → {after}",
        "{item}  {place}  {rule}: {before} → {after}",
    ),
    "add_no_change": ("没有判定因此变化。", "No verdict changes."),
    "add_next": (
        "用 gongkai check {folder} 写出新的判定和报告。",
        "gongkai check {folder} writes the new verdicts and reports.",
    ),
}
