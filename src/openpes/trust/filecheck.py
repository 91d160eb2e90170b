"""Is this file what it says, and does it do nothing by itself? Pure: bytes in, kind and cleaned bytes out.

Kind is told by content, never by name. Active content is refused: scripts, launch actions and attached files in PDF (ISO 32000-2,
12.6 and 7.11), macros and embedded objects in office files, anything that a browser would run (HTML, SVG). Pictures are taken apart and
put together again without their comments, places and hidden tails.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

MOST_UNPACKED = 60 * 1024 * 1024
MOST_MEMBERS = 2000
MOST_PIXELS = 50_000_000
# Long names are looked for everywhere, short ones outside of streams only: compressed bytes could spell them by chance.
PDF_ANYWHERE = {b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/SubmitForm", b"/ImportData"}
PDF_OUTSIDE = PDF_ANYWHERE | {b"/JS", b"/XFA", b"/GoToE", b"/Rendition", b"/Movie"}
NAMES = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/rtf": "rtf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/plain": "txt",
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


class Refused(Exception):
    """A file that is not taken; ``code`` says why."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Checked:
    """content_type by content; content as it will be kept (pictures are rebuilt)."""

    content_type: str
    content: bytes


def _pdf_names(data: bytes) -> set[bytes]:
    """Names in PDF syntax, with #xx escapes undone (they are used to hide)."""
    found = set()
    for match in re.finditer(rb"/[^\s/<>\[\]{}()%]{1,64}", data):
        name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), match.group(0))
        found.add(name)
    return found


def _unpacked_streams(data: bytes) -> list[bytes]:
    """Deflated object streams of a PDF, unpacked within a limit: actions may stand in them."""
    out, budget = [], MOST_UNPACKED
    for match in re.finditer(rb"stream\r?\n", data):
        head = data[max(0, match.start() - 600) : match.start()]
        head = head[head.rfind(b"obj") + 3 :] if b"obj" in head else head
        if (b"/FlateDecode" not in head and b"/Fl" not in head) or b"/Image" in head:
            continue
        unpacker = zlib.decompressobj()
        try:
            part = unpacker.decompress(data[match.end() :], budget)
        except zlib.error:
            continue
        budget -= len(part)
        if budget <= 0:
            raise Refused("too_big_inside")
        if b"/ObjStm" in head or b"/Type" in part[:4096]:
            out.append(part)
    return out


def _check_pdf(data: bytes) -> Checked:
    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        raise Refused("broken")
    outside = _pdf_names(re.sub(rb"stream\r?\n.*?endstream", b" ", data, flags=re.DOTALL))
    if b"/Encrypt" in outside:
        raise Refused("password")
    for part in _unpacked_streams(data):
        outside |= _pdf_names(part)
    if outside & PDF_OUTSIDE or _pdf_names(data) & PDF_ANYWHERE:
        raise Refused("active")
    return Checked("application/pdf", data)


def _check_zip(data: bytes) -> Checked:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise Refused("too_big_inside")
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("password")
            if "word/document.xml" in names:
                return _check_docx(archive, names, data)
            if "mimetype" in names and archive.read("mimetype").strip() == ODT.encode():
                if any(n.startswith(("Basic/", "Scripts/", "Object ")) or n.endswith((".bin", ".jar")) for n in names):
                    raise Refused("active")
                if b"script:event-listener" in archive.read("content.xml") if "content.xml" in names else False:
                    raise Refused("active")
                return Checked(ODT, data)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, struct.error) as problem:
        raise Refused("broken") from problem
    raise Refused("kind")


def _check_docx(archive: zipfile.ZipFile, names: list[str], data: bytes) -> Checked:
    bad = ("vbaproject", "activex", "embeddings/", "vbadata")
    if any(part in name.lower() for name in names for part in bad):
        raise Refused("active")
    for name in names:
        if name.endswith(".rels"):
            text = archive.read(name)
            if b"attachedTemplate" in text or (b'TargetMode="External"' in text and b"oleObject" in text):
                raise Refused("active")
    if b"macroEnabled" in (archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""):
        raise Refused("active")
    return Checked(DOCX, data)


def _check_png(data: bytes) -> Checked:
    """Only the chunks that make the picture (ISO/IEC 15948) are kept."""
    out, at, seen_end = [data[:8]], 8, False
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        crc = data[at + 8 + length : at + 12 + length]
        if len(body) != length or crc != struct.pack(">I", zlib.crc32(kind + body)):
            raise Refused("broken")
        if kind == b"IHDR":
            width, height = struct.unpack(">II", body[:8])
            if not 0 < width * height <= MOST_PIXELS:
                raise Refused("too_big_inside")
        if kind in {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"}:
            out.append(data[at : at + 12 + length])
        at += 12 + length
        if kind == b"IEND":
            seen_end = True
            break
    if not seen_end or data[12:16] != b"IHDR":
        raise Refused("broken")
    return Checked("image/png", b"".join(out))


def _check_jpeg(data: bytes) -> Checked:
    """Segments with the picture stay; comments and application data (places, thumbnails, other files) go (ITU-T T.81)."""
    out, at, sized = [data[:2]], 2, False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise Refused("broken")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        segment = data[at : at + 2 + length]
        if length < 2 or len(segment) != length + 2:
            raise Refused("broken")
        if marker in {0xC0, 0xC1, 0xC2, 0xC3}:
            height, width = struct.unpack(">HH", segment[5:9])
            if not 0 < width * height <= MOST_PIXELS:
                raise Refused("too_big_inside")
            sized = True
        if not (0xE1 <= marker <= 0xED or marker in {0xEF, 0xFE}):
            out.append(segment)
        at += 2 + length
        if marker == 0xDA:
            end = data.rfind(b"\xff\xd9")
            if end < at or not sized:
                raise Refused("broken")
            first_end = re.search(rb"\xff\xd9", data[at:])
            progressive = segment and b"\xff\xda" in data[at:end]
            stop = end if progressive or first_end is None else at + first_end.start()
            out.append(data[at:stop] + b"\xff\xd9")
            return Checked("image/jpeg", b"".join(out))
    raise Refused("broken")


def _check_rtf(data: bytes) -> Checked:
    if re.search(rb"\\(object|objdata|objupdate|objautlink|objocx|\*\\template)\b", data):
        raise Refused("active")
    return Checked("application/rtf", data)


def _check_text(data: bytes) -> Checked:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refused("kind") from problem
    if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text) or re.search(
        r"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml|object|embed|style|img)\b", text, re.IGNORECASE
    ):
        raise Refused("kind")
    return Checked("text/plain", data)


def check(data: bytes) -> Checked:
    """Kind by content, refused when active, broken or of another kind. Raises Refused(code)."""
    if not data:
        raise Refused("empty")
    if data[:1024].lstrip()[:5] == b"%PDF-":
        return _check_pdf(data)
    if data[:4] == b"PK\x03\x04":
        return _check_zip(data)
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _check_png(data)
    if data[:3] == b"\xff\xd8\xff":
        return _check_jpeg(data)
    if data[:5] == b"{\\rtf":
        return _check_rtf(data)
    return _check_text(data)


def safe_name(name: str, content_type: str) -> str:
    """The name without folders and control characters, ending as its content says."""
    bare = re.split(r"[/\\]", name)[-1]
    bare = re.sub(r'[\x00-\x1f\x7f<>:"|?*;%]', "", bare).strip(" .")
    stem = bare.rsplit(".", 1)[0] if "." in bare else bare
    return f"{stem[:100] or 'file'}.{NAMES[content_type]}"
