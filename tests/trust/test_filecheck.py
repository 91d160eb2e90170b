import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.trust.filecheck import DOCX, Refused, check, safe_name

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n0\n%%EOF"


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width=1, height=1, extra=b"", tail=b""):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    image = chunk(b"IDAT", zlib.compress(b"\x00" * 4))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + image + chunk(b"IEND", b"") + tail


def jpeg(comment=b"", tail=b""):
    def segment(marker, body):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body

    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00") + segment(0xE1, b"Exif\x00\x00GPS 12.34")
        + segment(0xFE, comment) + segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34" + b"\xff\xd9" + tail
    )  # fmt: skip


def refused(data):
    with pytest.raises(Refused) as caught:
        check(data)
    return caught.value.code


def test_the_kind_is_told_by_content():
    assert check(PDF).content_type == "application/pdf"
    assert check(archive(word__document_dot_xml="<w/>")).content_type == DOCX
    assert check(png()).content_type == "image/png"
    assert check(jpeg()).content_type == "image/jpeg"
    assert check("Je suis cuisinière.".encode()).content_type == "text/plain"
    assert check(b"{\\rtf1 Cook}").content_type == "application/rtf"


@pytest.mark.parametrize(
    "part",
    [
        b"/S/JavaScript/JS(app.alert(1))",
        b"/S /Launch /F (cmd.exe)",
        b"/Type/EmbeddedFile",
        b"/J#61vaScript",
        b"/RichMedia",
        b"/XFA 3",
    ],
)
def test_a_pdf_that_does_something_is_refused(part):
    assert refused(PDF.replace(b"/Type/Catalog", b"/Type/Catalog " + part + b" ")) == "active"


def test_an_action_hidden_in_a_packed_object_stream_is_found():
    packed = zlib.compress(b"1 0 <</S/JavaScript/JS(app.alert(1))>>")
    body = b"2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj\n"
    assert refused(PDF.replace(b"startxref", body + b"startxref")) == "active"


def test_a_locked_pdf_cannot_be_looked_into_and_is_refused():
    assert refused(PDF.replace(b"/Type/Catalog", b"/Type/Catalog/Encrypt 4 0 R")) == "password"


def test_a_pdf_cut_in_the_middle_is_broken():
    assert refused(PDF[:30]) == "broken"


@pytest.mark.parametrize("member", ["word__vbaProject_dot_bin", "word__embeddings__x_dot_bin", "word__activeX__a_dot_xml"])
def test_office_files_with_programs_inside_are_refused(member):
    assert refused(archive(**{"word__document_dot_xml": "<w/>", member: "x"})) == "active"


def test_a_zip_bomb_and_a_plain_zip_are_refused():
    assert refused(archive(word__document_dot_xml="<w/>", big=b"0" * 61 * 1024 * 1024)) == "too_big_inside"
    assert refused(archive(notes_dot_txt="hello")) == "kind"
    assert refused(b"PK\x03\x04 not really") == "broken"


@pytest.mark.parametrize(
    "text", ["<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<!doctype html><p>", "<script>x</script>", "a\x00b"]
)
def test_what_a_browser_would_run_is_refused_as_text(text):
    assert refused(text.encode()) == "kind"


def test_pictures_lose_comments_places_and_hidden_tails():
    made = check(png(extra=chunk(b"tEXt", b"Comment\x00secret"), tail=b"PK\x03\x04hidden")).content
    assert b"secret" not in made
    assert b"hidden" not in made
    assert check(made).content == made
    shot = check(jpeg(comment=b"secret", tail=b"hidden")).content
    assert b"GPS" not in shot
    assert b"secret" not in shot
    assert b"hidden" not in shot
    assert check(shot).content == shot


def test_a_picture_of_endless_size_is_refused():
    assert refused(png(width=60_000, height=60_000)) == "too_big_inside"


@given(
    head=st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"{\\rtf"]),
    tail=st.binary(max_size=300),
)
def test_any_bytes_are_checked_or_refused_never_an_error(head, tail):
    code = ""
    try:
        kept = check(head + tail).content
    except Refused as refusal:
        code = refusal.code
    assert code or kept


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.pdf"), ("C:\\cv\\my cv.PDF", "my cv.pdf"), ("سيرة.pdf", "سيرة.pdf"),
        ("", "file.pdf"), ("a\r\nb.html", "ab.pdf"), ("x" * 500, "x" * 100 + ".pdf"),
    ],
)  # fmt: skip
def test_a_file_name_has_no_folders_and_ends_as_its_content(name, safe):
    assert safe_name(name, "application/pdf") == safe
