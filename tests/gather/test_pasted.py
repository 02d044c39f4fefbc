"""Addresses as people paste them."""

from pergola.gather.pasted import Unread, read_addresses


def test_every_way_people_paste() -> None:
    pasted = read_addresses(
        "ana@alder.example\nAna Ruiz <ANA@alder.example>, jo@alder.example;\r\n\tlu@alder.example\n\n "
    )
    assert pasted.addresses == ["ana@alder.example", "jo@alder.example", "lu@alder.example"]
    assert pasted.unread == []


def test_what_is_no_address_is_named_with_its_line() -> None:
    pasted = read_addresses("ana@alder.example\nTomás, tomas@\n@x.example\nx" * 1)
    assert pasted.addresses == ["ana@alder.example"]
    assert pasted.unread == [Unread(2, "Tomás"), Unread(2, "tomas@"), Unread(3, "@x.example"), Unread(4, "x")]


def test_a_header_somebody_tries_to_smuggle_in_is_no_address() -> None:
    assert read_addresses("a@b.example\nBcc:c@d.example").addresses == ["a@b.example"]


def test_an_address_that_looks_like_another_is_not_read_as_that_one() -> None:
    for odd in ("tomasın@alder.example", "to\u212aas@alder.example", "Ana <ana@aldеr.example>"):
        pasted = read_addresses(odd)
        assert (pasted.addresses, pasted.unread, pasted.odd) == ([], [], [Unread(1, odd)])
