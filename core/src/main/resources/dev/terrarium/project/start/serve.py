"""Serves an application object of a framework whose server is a library: FRAMEWORK MODULE:OBJECT PORT."""

import asyncio
import importlib
import inspect
import logging
import signal
import sys

GRACE = 8


def application(target):
    module, _, name = target.partition(":")
    found = getattr(importlib.import_module(module), name.removesuffix("()"))
    return found() if name.endswith("()") else found


def serve_aiohttp(target, port):
    from aiohttp import web

    web.run_app(application(target), host="0.0.0.0", port=port, shutdown_timeout=GRACE)


def serve_tornado(target, port):
    async def main():
        end = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, end.set)
        found = application(target)
        if inspect.isawaitable(found):
            found = await found
        server = found.listen(port, address="0.0.0.0")
        print("listening on 0.0.0.0:%d" % port, flush=True)
        await end.wait()
        server.stop()
        try:
            await asyncio.wait_for(server.close_all_connections(), GRACE)
        except asyncio.TimeoutError:
            pass

    asyncio.run(main())


SERVERS = {"aiohttp": serve_aiohttp, "tornado": serve_tornado}

if __name__ == "__main__":
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    framework, target, port = sys.argv[1:]
    SERVERS[framework](target, int(port))
