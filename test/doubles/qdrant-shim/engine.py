"""Collections on Qdrant's own engine: each is one shard of `qdrant-edge-py`, the Rust code of the server in-process.

Filters, payload indexes, sparse vectors with IDF (also over a corpus), prefetch, order_by, facets and exact counts
are therefore Qdrant's. What deviates from a server:

* one shard, and no optimizer in the background: graphs and quantised vectors are built when a test asks for it
  (`POST /__optimize`), with thresholds of `--indexing-threshold` KB; until then dense searches are exact;
* settings of placement (memory or disk) are stored and reported, but not applied;
* the body's JSON is translated to the engine's classes here, for the part of the API that the platform uses; what is
  not translated raises `NotTranslated` and is answered with 501, so that nothing is silently ignored.
"""

import shutil
import tempfile
import threading
from pathlib import Path

import qdrant_edge as edge

from validation import BadRequest


class NotTranslated(Exception):
    """A part of Qdrant's API that this double does not speak."""


def _only(body: dict, known: str):
    unknown = [key for key, value in body.items() if value is not None and key not in known.split()]
    if unknown:
        raise NotTranslated(f"not translated: {', '.join(unknown)}")


def _match(match: dict):
    _only(match, "value any")
    if match.get("any") is not None:
        return edge.MatchAny(match["any"])
    return edge.MatchValue(match["value"])


def _range(given: dict):
    return edge.RangeFloat(**{key: value for key, value in given.items() if value is not None})


def _condition(condition: dict):
    if "has_id" in condition:
        return edge.HasIdCondition(set(condition["has_id"]))
    if "key" not in condition:
        return filter_of(condition)
    _only(condition, "key match range")
    match, value_range = condition.get("match"), condition.get("range")
    return edge.FieldCondition(
        condition["key"],
        match=_match(match) if match else None,
        range=_range(value_range) if value_range else None,
    )


def filter_of(given):
    if given is None:
        return None
    _only(given, "must should must_not")

    def conditions(name):
        value = given.get(name)
        if value is None:
            return None
        return [_condition(one) for one in (value if isinstance(value, list) else [value])]

    return edge.Filter(must=conditions("must"), should=conditions("should"), must_not=conditions("must_not"))


def _params(given):
    if given is None:
        return None
    _only(given, "exact hnsw_ef idf quantization")
    quantization, idf = given.get("quantization"), given.get("idf")
    return edge.SearchParams(
        hnsw_ef=given.get("hnsw_ef"),
        exact=given.get("exact") or False,
        quantization=edge.QuantizationSearchParams(**quantization) if quantization else None,
        idf=edge.IdfParams(corpus=filter_of(idf["corpus"])) if isinstance(idf, dict) else None,
    )


def _query(query, using):
    if query is None:
        return None
    if isinstance(query, dict) and "nearest" in query:
        _only(query, "nearest")
        query = query["nearest"]
    if isinstance(query, dict) and "indices" in query:
        return edge.Query.Nearest(edge.SparseVector(query["indices"], query["values"]), using=using)
    if isinstance(query, list):
        return edge.Query.Nearest(query, using=using)
    raise NotTranslated(f"not translated: the query {query!r}")


def _prefetch(given: dict):
    _only(given, "prefetch query using filter params limit")
    return edge.Prefetch(
        given.get("limit") or 10,
        query=_query(given.get("query"), given.get("using")),
        prefetches=_prefetches(given),
        params=_params(given.get("params")),
        filter=filter_of(given.get("filter")),
    )


def _prefetches(given: dict):
    prefetch = given.get("prefetch")
    if prefetch is None:
        return None
    return [_prefetch(one) for one in (prefetch if isinstance(prefetch, list) else [prefetch])]


def _payload_selector(given):
    if given is None or isinstance(given, bool):
        return given or False
    return edge.PayloadSelector.Include(given if isinstance(given, list) else given["include"])


def _vector(value):
    if isinstance(value, edge.SparseVector):
        return {"indices": list(value.indices), "values": list(value.values)}
    if isinstance(value, dict):
        return {name: _vector(one) for name, one in value.items()}
    return [float(one) for one in value]


def _record(record, *, scored: bool) -> dict:
    answer = {"id": str(record.id), "payload": record.payload}
    if record.vector is not None:
        answer["vector"] = _vector(record.vector)
    if scored:
        answer |= {"version": record.version, "score": record.score}
    elif record.order_value is not None:
        answer["order_value"] = record.order_value
    return answer


def _index(schema):
    kinds = {"keyword": edge.KeywordIndexParams, "integer": edge.IntegerIndexParams}
    if isinstance(schema, str):
        schema = {"type": schema}
    kind = schema["type"]
    if kind not in kinds:
        raise NotTranslated(f"not translated: an index of type {kind}")
    options = {key: value for key, value in schema.items() if key != "type" and value is not None}
    return kinds[kind](**options)


def _hnsw(given, threshold: int):
    given = given or {}
    return edge.HnswIndexConfig(
        m=given.get("m", 16),
        ef_construct=100,
        full_scan_threshold=threshold,
        payload_m=given.get("payload_m"),
    )


def _quantization(given):
    if given is None:
        return None
    if "scalar" in given:
        scalar = given["scalar"]
        return edge.ScalarQuantizationConfig(
            type=edge.ScalarType.Int8, quantile=scalar.get("quantile"), always_ram=scalar.get("always_ram")
        )
    if "binary" in given:
        return edge.BinaryQuantizationConfig(always_ram=given["binary"].get("always_ram"))
    raise NotTranslated("not translated: this quantisation")


class Collection:
    def __init__(self, body: dict, indexing_threshold: int):
        self.body = body
        self.schema: dict = {}
        self._lock = threading.Lock()
        self._folder = Path(tempfile.mkdtemp(prefix="qdrant-shim-"))
        distances = {"Cosine": edge.Distance.Cosine, "Dot": edge.Distance.Dot}
        self._shard = edge.EdgeShard.create(
            str(self._folder / "shard"),
            edge.EdgeConfig(
                vectors={
                    name: edge.EdgeVectorParams(size=given["size"], distance=distances[given["distance"]])
                    for name, given in body["vectors"].items()
                },
                sparse_vectors={
                    name: edge.EdgeSparseVectorParams(
                        modifier=edge.Modifier.Idf if given.get("modifier") == "idf" else None
                    )
                    for name, given in (body.get("sparse_vectors") or {}).items()
                },
                hnsw_config=_hnsw(body.get("hnsw_config"), indexing_threshold),
                quantization_config=_quantization(body.get("quantization_config")),
                optimizers=edge.EdgeOptimizersConfig(indexing_threshold=indexing_threshold),
                wal_enabled=False,
            ),
        )

    def close(self):
        with self._lock:
            self._shard.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _update(self, operation):
        with self._lock:
            self._shard.update(operation)

    def optimize(self):
        with self._lock:
            self._shard.optimize()

    def info(self) -> dict:
        with self._lock:
            info = self._shard.info()
        sparse = self.body.get("sparse_vectors")
        return {
            "status": "green",
            "optimizer_status": "ok",
            "points_count": info.points_count,
            "indexed_vectors_count": info.indexed_vectors_count,
            "segments_count": info.segments_count,
            "config": {
                "params": {
                    "vectors": self.body["vectors"],
                    "sparse_vectors": sparse,
                    "on_disk_payload": self.body.get("on_disk_payload"),
                },
                "hnsw_config": self.body.get("hnsw_config"),
                "optimizer_config": {},
                "quantization_config": self.body.get("quantization_config"),
            },
            "payload_schema": self.schema,
        }

    def create_index(self, body: dict):
        self._update(edge.UpdateOperation.create_field_index(body["field_name"], _index(body["field_schema"])))
        schema = body["field_schema"]
        kind = schema if isinstance(schema, str) else schema["type"]
        params = None if isinstance(schema, str) else schema
        self.schema[body["field_name"]] = {"data_type": kind, "params": params, "points": 0}

    def upsert(self, body: dict):
        def vector(value):
            return edge.SparseVector(value["indices"], value["values"]) if isinstance(value, dict) else value

        points = []
        for point in body["points"]:
            for name, value in point["vector"].items():
                size = self.body["vectors"].get(name, {}).get("size")
                if size is not None and len(value) != size:
                    raise BadRequest(f"Wrong input: Vector dimension error: expected dim: {size}, got {len(value)}")
            vectors = {name: vector(value) for name, value in point["vector"].items()}
            points.append(edge.Point(point["id"], vectors, point.get("payload")))
        self._update(edge.UpdateOperation.upsert_points(points))

    def delete(self, body: dict):
        if body.get("filter") is not None:
            self._update(edge.UpdateOperation.delete_points_by_filter(filter_of(body["filter"])))
        else:
            self._update(edge.UpdateOperation.delete_points(body["points"]))

    def count(self, body: dict) -> int:
        request = edge.CountRequest(exact=body.get("exact", True), filter=filter_of(body.get("filter")))
        with self._lock:
            return self._shard.count(request)

    def facet(self, body: dict) -> list:
        if body["key"] not in self.schema:
            raise BadRequest(f"Bad request: Index required but not found for \"{body['key']}\"")
        request = edge.FacetRequest(
            body["key"], limit=body.get("limit") or 10, exact=body.get("exact") or False, filter=filter_of(body.get("filter"))
        )
        with self._lock:
            return [{"value": hit.value, "count": hit.count} for hit in self._shard.facet(request).hits]

    def scroll(self, body: dict) -> dict:
        order = body.get("order_by")
        if order is not None:
            order = {"key": order} if isinstance(order, str) else order
            if order["key"] not in self.schema:
                raise BadRequest(f"Bad request: No appropriate index for ordering by {order['key']}")
            direction = edge.Direction.Desc if order.get("direction") == "desc" else edge.Direction.Asc
            order = edge.OrderBy(order["key"], direction=direction, start_from=order.get("start_from"))
        request = edge.ScrollRequest(
            offset=body.get("offset"),
            limit=body.get("limit") or 10,
            filter=filter_of(body.get("filter")),
            with_payload=_payload_selector(body.get("with_payload", True)),
            with_vector=body.get("with_vector") or False,
            order_by=order,
        )
        with self._lock:
            records, following = self._shard.scroll(request)
        return {
            "points": [_record(record, scored=False) for record in records],
            "next_page_offset": None if following is None else str(following),
        }

    def query_batch(self, searches: list) -> list:
        requests = [
            edge.QueryRequest(
                limit=search.get("limit") or 10,
                query=_query(search.get("query"), search.get("using")),
                prefetches=_prefetches(search),
                filter=filter_of(search.get("filter")),
                params=_params(search.get("params")),
                with_vector=search.get("with_vector") or False,
                with_payload=_payload_selector(search.get("with_payload")),
            )
            for search in searches
        ]
        with self._lock:
            answers = self._shard.query_batch(edge.QueryBatchRequest(requests))
        return [{"points": [_record(point, scored=True) for point in answer]} for answer in answers]
