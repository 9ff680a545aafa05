"""Small real files for the tests, and what bad hands make of them."""

import io
import struct
import zipfile
import zlib

REL = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(extra: bytes = b"", tail: bytes = b"") -> bytes:
    """One empty page."""
    body = (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + extra + b">>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n"
    )
    return body + tail + b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def packed_pdf(objects: bytes) -> bytes:
    """Objects inside a compressed stream, as PDF 1.5 allows."""
    packed = zlib.compress(objects)
    head = b"9 0 obj\n<< /Type /Obj#53tm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(
        packed
    )
    return pdf(tail=head + packed + b"\nendstream\nendobj\n")


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(*, body: str = "", types: str = "", links: str = "", **more: str | bytes) -> bytes:
    """A document of one paragraph."""
    main = f'<Override PartName="/word/document.xml" ContentType="{DOCX_MAIN}"/>'
    root = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}">{main}{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{REL}">{root}</Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body><w:p>{body}</w:p></w:body></w:document>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{REL}">{links}</Relationships>',
            **more,
        }
    )


def xlsx() -> bytes:
    """A workbook as a library writes it."""
    from openpyxl import Workbook

    out = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "Ərazi"
    book.save(out)
    return out.getvalue()


def _block(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 1, height: int = 1) -> bytes:
    """One grey dot, whatever its header says."""
    header = _block(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + _block(b"IDAT", zlib.compress(b"\x00\x80")) + _block(b"IEND", b"")


def jpeg() -> bytes:
    """The segments of a picture of eight by eight dots."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 8, 8, 1) + b"\x01\x11\x00"
    jfif = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    return (
        b"\xff\xd8"
        + jfif
        + frame
        + b"\xff\xda"
        + struct.pack(">H", 8)
        + b"\x01\x01\x00\x00\x3f\x00"
        + b"\x12\x34"
        + b"\xff\xd9"
    )
