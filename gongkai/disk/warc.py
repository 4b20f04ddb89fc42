"""Records of answers as WARC 1.1 (ISO 28500:2017), one gzip member each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gongkai.disk import mhtml
from gongkai.model import Snapshot

Headers = Iterable[tuple[str, str]]


def records(
    snapshot: Snapshot, headers: Headers, body: bytes, via: tuple[str, ...]
) -> tuple[bytes, int]:
    """WARC records of one answer, and where the response begins (after the redirects' record)."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    made = datetime.fromisoformat(snapshot.fetched_at).astimezone(UTC)
    common = {"WARC-Date": made.strftime("%Y-%m-%dT%H:%M:%SZ")}
    skip = 0
    if via:
        fields = "".join(f"via: {url}\r\n" for url in via).encode("utf-8", "replace")
        _write(writer, snapshot, "metadata", common, fields, None)
        skip = out.tell()
    if snapshot.by == "person":
        _write(writer, snapshot, "resource", common, body, None)
    else:
        _write(writer, snapshot, "response", common, body, _http(snapshot, headers))
    return out.getvalue(), skip


def as_answered(snapshot: Snapshot, data: bytes) -> tuple[dict[str, str], bytes]:
    """A file that a person brought, as the site would have answered it."""
    if snapshot.mime == mhtml.MIME:
        page = mhtml.read(data)
        return {"content-type": page.content_type}, page.html
    name = quote(snapshot.file)
    told = f"attachment; filename*=UTF-8''{name}"
    return {"content-type": snapshot.mime, "content-disposition": told}, data


def _http(snapshot: Snapshot, headers: Headers) -> StatusAndHeaders:
    # The body is kept as it was after decoding, so what described its coding goes.
    coding = {"content-encoding", "transfer-encoding", "content-length"}
    kept = [(n, v.replace("\r", " ").replace("\n", " ")) for n, v in headers]
    kept = [(n, v) for n, v in kept if n.lower() not in coding]
    kept.append(("Content-Length", str(snapshot.size)))
    return StatusAndHeaders(str(snapshot.status), kept, protocol="HTTP/1.1")


def _write(
    writer: WARCWriter,
    snapshot: Snapshot,
    kind: str,
    common: Mapping[str, str],
    payload: bytes,
    http: StatusAndHeaders | None,
) -> None:
    name = f"{snapshot.id} {snapshot.fetched_at} {snapshot.sha256} {kind}"
    mime = snapshot.mime if kind == "resource" else None
    record = writer.create_warc_record(
        snapshot.final_url,
        kind,
        payload=BytesIO(payload),
        warc_content_type=mime or "",
        length=len(payload),
        warc_headers_dict={**common, "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"},
        http_headers=http,
    )
    writer.write_record(record)
