"""The verb that opens the workbench in the browser."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
from typing import Annotated

import typer

from trachu.app import output
from trachu.app.options import Folder, Language
from trachu.core.errors import NoAccess
from trachu.core.words import Words

app = typer.Typer()
LOOPBACK = "127.0.0.1"
READY = Words(
    en="The workbench is ready. Open this address in a browser on this computer (Ctrl+C ends it):",
    th="โต๊ะงานพร้อมแล้ว เปิดที่อยู่นี้ในเบราว์เซอร์ของเครื่องนี้ (กด Ctrl+C เพื่อเลิก):",
)


@app.command()
def serve(
    bench: Folder = None,
    port: Annotated[int, typer.Option(help="The port; 0 takes any that is free. พอร์ต; 0 คือพอร์ตใดก็ได้ที่ว่าง")] = 0,
    lang: Language = None,
) -> None:
    """Open the workbench in the browser, on this computer alone · เปิดโต๊ะงานในเบราว์เซอร์ เฉพาะเครื่องนี้."""
    from trachu.app.web.keeper import Keeper

    tongue = output.language(lang)
    folder = output.open_bench(bench, quiet=True).folder
    token = secrets.token_urlsafe(24)
    keeper = Keeper(folder, os.environ.get("TRACHU_DATABASE"))
    keeper.wake()  # the worker gets ready while the pages are loaded
    import uvicorn

    from trachu.app.web.factory import create

    application = create(keeper, token=token, lang=tongue, coder=coder())
    listening = _listen(port)
    address = f"http://{LOOPBACK}:{listening.getsockname()[1]}/?token={token}"
    print(f"{READY.say(tongue)}\n{address}", flush=True)
    config = uvicorn.Config(application, log_level="warning", access_log=False, server_header=False, lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])


def coder() -> str:
    """Return the name under which a person works until another is chosen: TRACHU_CODER, or that of the account."""
    if named := os.environ.get("TRACHU_CODER"):
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "-"


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen()  # who opens the address at once waits instead of being refused
    except (OSError, OverflowError) as error:
        listening.close()
        raise NoAccess(
            Words(en=f"Port {port} cannot be used: {error}.", th=f"ใช้พอร์ต {port} ไม่ได้: {error}"),
            Words(en="Leave --port out, or name another.", th="โปรดไม่ระบุ --port หรือระบุพอร์ตอื่น"),
        ) from None
    return listening
