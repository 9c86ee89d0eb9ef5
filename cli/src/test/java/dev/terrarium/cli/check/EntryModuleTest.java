package dev.terrarium.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryModuleTest {
    @ParameterizedTest
    @CsvSource({
        "/opt/app/venv/bin/uvicorn shop.main:app --host 0.0.0.0 --port 8000, shop.main",
        "/opt/app/venv/bin/uvicorn shop:create_app --factory, shop",
        "/opt/app/venv/bin/gunicorn --bind 0.0.0.0:8000 shop.wsgi:application, shop.wsgi",
        "/opt/app/venv/bin/gunicorn shop:create_app() --workers 2, shop",
        "/opt/app/venv/bin/gunicorn --bind localhost:8000 --config python:shop.conf shop:app, shop",
        "/opt/app/venv/bin/celery -A shop.tasks worker, shop.tasks",
        "/opt/app/venv/bin/celery --app=shop.tasks:queue worker, shop.tasks",
        "/opt/app/venv/bin/shop serve, shop.cli",
        "/opt/app/venv/bin/python -m shop:app, ''",
        "/opt/app/venv/bin/python main.py, ''",
        "/opt/app/venv/bin/streamlit run app.py, ''",
        "/opt/app/venv/bin/uvicorn http://shop:app, ''",
    })
    void theModuleIsWhatTheLineSays(String line, String module) {
        assertThat(EntryModule.of(List.of(line.split(" ")), Map.of("shop", "shop.cli:main")))
                .isEqualTo(java.util.Optional.of(module).filter(name -> !name.isEmpty()));
    }
}
