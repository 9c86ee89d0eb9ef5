ARG TAG
FROM python:${TAG}
COPY --from=tools /x /x
