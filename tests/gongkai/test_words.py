from __future__ import annotations

import re
from collections import Counter
from string import Formatter

import pytest

from gongkai import words
from gongkai.words import say, speak


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", words.table())
def test_both_languages_say_the_same(key: str) -> None:
    zh, en = words.table()[key]
    assert slots(zh) == slots(en)
    assert zh
    assert not re.search("[\u4e00-\u9fff]", en)


def test_a_key_stands_in_one_file_only() -> None:
    stands = Counter(key for file in words.files() for key in words.read(file))
    assert [key for key, files in stands.items() if files > 1] == []


def test_the_language_is_spoken_until_another_is() -> None:
    speak("en")
    assert say("line", n=3) == "line 3"
    assert say("line", n=3, lang="zh") == "第 3 行"
    speak("zh")
    assert say("line", n=3) == "第 3 行"
