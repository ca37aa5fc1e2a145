"""How long pages take and how large they are: `python -m benchmarks.pages [PAGES_OF_A_PDF]`.

Every page of the sample is asked for once to fill the cache, then 20 times; printed are milliseconds of processor
time of the server for one answer, and the bytes that travel (compressed). With a number, a Thai PDF of so many pages
(the sample's pages again and again) is dropped in and read by a worker: seconds of processor time.
"""

from __future__ import annotations

import sys
import tempfile
import time
import warnings
from io import BytesIO
from pathlib import Path

from trachu.app.web.factory import create
from trachu.app.web.keeper import Keeper
from trachu.bench import samples
from trachu.bench.working import Worker

PAGES = ("/", "/sources", "/sample", "/evidence", "/evidence?tab=disputed", "/dyads/RUS-PRK", "/briefs/dyad", "/data")
TIMES = 20


def main(pages: int) -> None:
    """Print both tables."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient
    with tempfile.TemporaryDirectory() as folder:
        keeper = Keeper(Path(folder) / "bench", working=False)
        samples.add_to(keeper.bench)
        client = TestClient(create(keeper, token="t", lang="th"), base_url="http://127.0.0.1")
        client.get("/?token=t")
        for path in PAGES:
            client.get(path)
            began = time.process_time()
            for _ in range(TIMES):
                answer = client.get(path)
            spent = (time.process_time() - began) / TIMES
            length = answer.headers.get("content-length")
            print(f"{path:<24} {answer.status_code} {1000 * spent:7.0f} ms {int(length or 0):>8,} bytes")
        if pages:
            drop(keeper, pages)


def drop(keeper: Keeper, pages: int) -> None:
    """Read one long PDF as a worker would, and print what each stage took."""
    import pypdf

    from trachu.bench import inbox

    sample = keeper.bench.run_.content(keeper.bench.source("russia_north_korea.pdf"))
    whole, writer = BytesIO(), pypdf.PdfWriter()
    given = pypdf.PdfReader(BytesIO(sample)).pages
    for number in range(pages):
        writer.add_page(given[number % len(given)])
    writer.write(whole)
    whole.seek(0)
    box, files = inbox.keep(keeper.folder, [("long.pdf", whole)])
    worker = Worker(keeper.folder)
    job = worker.jobs.ask("add", {"inbox": box, "files": files})
    began = time.process_time()
    worker.step()
    found = worker.jobs.get(job)
    print(f"{pages} pages: {found.state}, {time.process_time() - began:.1f} s of processor time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
