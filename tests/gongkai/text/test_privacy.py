from __future__ import annotations

import pytest

from gongkai.text.privacy import identity_numbers


def checked(seventeen: str) -> str:
    """With its check sign, by the standard's own words: 2^(18-i) mod 11 as the weights."""
    total = sum(int(sign) * (2 ** (17 - i) % 11) for i, sign in enumerate(seventeen))
    return seventeen + "10X98765432"[total % 11]


def test_a_valid_number_is_counted_once() -> None:
    number = checked("44010519000229003"[:10] + "0228003")
    assert identity_numbers(f"证号：{number}，{number.lower()}") == 1
    assert identity_numbers(f"{number}和{checked('11010519000101001')}") == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "110105********001X",
        checked("99010519000101001"),  # no such region
        checked("44010519001301001"),  # no such month
        checked("44010518000101001"),  # too long ago
        checked("44010519000230001"),  # no such day
        "1" + checked("44010519000101001"),
        checked("44010519000101001") + "0",
        "A" + checked("44010519000101001"),
    ],
)
def test_what_is_no_number_of_anybody(text: str) -> None:
    assert identity_numbers(text) == 0


def test_a_wrong_check_sign_is_no_number() -> None:
    good = checked("44010519000101001")
    for sign in set("0123456789X") - {good[-1]}:
        assert identity_numbers(good[:-1] + sign) == 0
    assert identity_numbers(good) == 1


def test_x_is_a_sign_in_either_case() -> None:
    ends = (checked(f"440105190001010{n:02}") for n in range(100))
    numbers = [number for number in ends if number.endswith("X")]
    assert numbers
    assert identity_numbers(numbers[0].lower()) == 1
