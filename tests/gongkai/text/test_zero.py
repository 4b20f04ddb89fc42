from __future__ import annotations

import pytest

from gongkai.text.zero import says_zero


@pytest.mark.parametrize(
    ("title", "zero"),
    [
        ("2026年5月行政处罚零报告", True),
        ("2026年第一季度无行政处罚信息", True),
        ("海棠市财政局5月份无相关情况说明", True),
        ("2026年3月未发生食品安全事故", True),
        ("无障碍环境建设情况", False),
        ("无偿献血情况通报", False),
        ("2026年5月行政处罚信息", False),
        ("2026年无主动公开信息", True),
        ("关于无主财产认领情况的公示", False),
        ("无证无照经营整治情况", False),
        ("无党派人士座谈情况", False),
        ("未收到企业投诉情况说明", True),
        ("2019年无行政处罚决定", True),
        ("无许可证经营的处罚决定", False),
        ("关于未开展年检的企业名单", False),
        ("关于清理未开展经营活动企业名单的公告", False),
    ],
)
def test_titles(title: str, zero: bool) -> None:
    assert says_zero(title) is zero
