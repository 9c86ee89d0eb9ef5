package dev.terrarium.project.start;

import java.util.Map;
import java.util.Optional;

/**
 * The frameworks whose applications are objects that something else serves, and what makes such an object.
 *
 * <p>Frameworks without one (Streamlit, Gradio, gRPC, RQ, Dramatiq) are in {@link Programs} and {@link Jobs}.
 */
enum Framework {
    FASTAPI("FastAPI"),
    STARLETTE("Starlette"),
    LITESTAR("Litestar"),
    QUART("Quart"),
    FLASK("Flask"),
    DJANGO("Django"),
    SANIC("Sanic"),
    AIOHTTP("aiohttp"),
    TORNADO("Tornado"),
    CELERY("Celery");

    /** How an object is spoken to; what speaks so is its server. */
    enum Protocol {
        ASGI,
        WSGI,
        SANIC,
        AIOHTTP,
        TORNADO,
        CELERY
    }

    /** What a call makes. */
    record Maker(Framework framework, Protocol protocol) {}

    private static final Map<String, Maker> MAKERS = Map.ofEntries(
            maker("fastapi.FastAPI", FASTAPI, Protocol.ASGI),
            maker("fastapi.applications.FastAPI", FASTAPI, Protocol.ASGI),
            maker("starlette.applications.Starlette", STARLETTE, Protocol.ASGI),
            maker("litestar.Litestar", LITESTAR, Protocol.ASGI),
            maker("litestar.app.Litestar", LITESTAR, Protocol.ASGI),
            maker("quart.Quart", QUART, Protocol.ASGI),
            maker("quart.app.Quart", QUART, Protocol.ASGI),
            maker("flask.Flask", FLASK, Protocol.WSGI),
            maker("flask.app.Flask", FLASK, Protocol.WSGI),
            maker("django.core.wsgi.get_wsgi_application", DJANGO, Protocol.WSGI),
            maker("django.core.asgi.get_asgi_application", DJANGO, Protocol.ASGI),
            maker("channels.routing.ProtocolTypeRouter", DJANGO, Protocol.ASGI),
            maker("sanic.Sanic", SANIC, Protocol.SANIC),
            maker("sanic.app.Sanic", SANIC, Protocol.SANIC),
            maker("aiohttp.web.Application", AIOHTTP, Protocol.AIOHTTP),
            maker("tornado.web.Application", TORNADO, Protocol.TORNADO),
            maker("celery.Celery", CELERY, Protocol.CELERY),
            maker("celery.app.Celery", CELERY, Protocol.CELERY));

    private final String title;

    Framework(String title) {
        this.title = title;
    }

    private static Map.Entry<String, Maker> maker(String call, Framework framework, Protocol protocol) {
        return Map.entry(call, new Maker(framework, protocol));
    }

    /** @param meaning a callable's whole name: {@code fastapi.FastAPI} */
    static Optional<Maker> madeBy(String meaning) {
        return Optional.ofNullable(MAKERS.get(meaning));
    }

    String title() {
        return title;
    }
}
