"""An image is what its bytes say, and only what runs no programs is taken."""

from contextlib import suppress

import pytest

from custom_components.duress.core.plans import MAX_BYTES, PictureError, PictureKind, look_at

from .images import jpeg, png, webp


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(300, 200), PictureKind.PNG),
        (jpeg(300, 200), PictureKind.JPEG),
        (webp(300, 200), PictureKind.WEBP),
        (webp(300, 200, b"VP8L"), PictureKind.WEBP),
        (webp(300, 200, b"VP8 "), PictureKind.WEBP),
    ],
)
def test_kind_and_size_are_read(data: bytes, kind: PictureKind) -> None:
    """Given an image, when it is looked at, then its kind and size are known, and its name follows from its bytes."""
    seen = look_at(data)
    assert (seen.kind, seen.width, seen.height) == (kind, 300, 200)
    assert seen.name == look_at(data).name != look_at(png(301, 200)).name


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "is_svg"),
        (b"%PDF-1.7", "is_pdf"),
        (b"GIF89a", "not_an_image"),
        (b"", "not_an_image"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * MAX_BYTES, "too_large"),
        (png(1, 1)[:20], "damaged"),
        (png(0, 5), "damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4) * 2, "too_many_pixels"),
        (b"\xff\xd8\xff\xe0\x00\x00", "damaged"),
        (b"\xff\xd8\xff\xd9" + b"\0" * 50, "damaged"),
        (webp(3, 2)[:26], "damaged"),
        (webp(3, 2, b"ANIM"), "damaged"),
    ],
)
def test_what_is_not_taken(data: bytes, why: str) -> None:
    """Given something else, when it is looked at, then it is refused with a reason, never with a fault."""
    with pytest.raises(PictureError) as refused:
        look_at(data)
    assert refused.value.why == why


def test_no_bytes_are_a_fault() -> None:
    """Given an image that ends anywhere, when it is looked at, then its size is right, or it is refused."""
    for whole in (png(30, 20), jpeg(30, 20), webp(30, 20), webp(30, 20, b"VP8L")):
        for end in range(len(whole)):
            with suppress(PictureError):
                assert look_at(whole[:end]).width == 30
