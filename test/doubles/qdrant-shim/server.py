"""A Qdrant for tests: the REST endpoints that the platform's client uses, in front of Qdrant's own engine.

    python3 server.py PACKAGES [--port N] [--api-key KEY] [--version V] [--indexing-threshold KB]

`PACKAGES` is the folder with the wheels of requirements.txt. The first line of output is the port. Every body is checked
against Qdrant's OpenAPI models before it is used (validation.py); engine.py says where the engine differs from a server.

For the tests themselves: `POST /__faults [{status | delayMs | drop, times, path, retryAfter}]` makes the next matching
requests fail, `GET /__requests` lists what was asked (method, path, body) since the last `DELETE /__requests`, `POST /__optimize`
builds indexes and tells how many vectors each collection has in them.
"""

import argparse
import json
import re
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

parser = argparse.ArgumentParser()
parser.add_argument("packages")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--api-key")
parser.add_argument("--version", default="1.19.0")
parser.add_argument("--indexing-threshold", type=int, default=10_000)
options = parser.parse_args()
sys.path.insert(1, str(Path(options.packages).resolve()))

from engine import Collection, NotTranslated  # noqa: E402
from validation import BadRequest, check  # noqa: E402


class NotFound(Exception):
    pass


class Conflict(Exception):
    pass


collections: dict = {}
aliases: dict = {}
catalogue = threading.Lock()
faults: list = []
requests: list = []


def find(name: str) -> Collection:
    found = collections.get(aliases.get(name, name))
    if found is None:
        raise NotFound(f"Not found: Collection `{name}` doesn't exist!")
    return found


def create(name: str, body: dict):
    with catalogue:
        if name in collections:
            raise Conflict(f"Wrong input: Collection `{name}` already exists!")
        collections[name] = Collection(body, options.indexing_threshold)
    return True


def drop(name: str, _body):
    with catalogue:
        collection = collections.pop(name, None)
        for alias in [alias for alias, target in aliases.items() if target == name]:
            del aliases[alias]
    if collection is not None:
        collection.close()
    return collection is not None


def change_aliases(body: dict):
    with catalogue:
        for action in body["actions"]:
            if "create_alias" in action:
                wanted = action["create_alias"]
                if wanted["collection_name"] not in collections:
                    raise NotFound(f"Not found: Collection `{wanted['collection_name']}` doesn't exist!")
                aliases[wanted["alias_name"]] = wanted["collection_name"]
            elif "delete_alias" in action:
                aliases.pop(action["delete_alias"]["alias_name"], None)
            else:
                raise NotTranslated("not translated: rename_alias")
    return True


def names(_body=None):
    return {"collections": [{"name": name} for name in list(collections)]}


def alias_list(_body=None):
    return {"aliases": [{"alias_name": alias, "collection_name": name} for alias, name in list(aliases.items())]}


def updated(work):
    def run(name, body):
        work(find(name), body)
        return {"operation_id": 0, "status": "completed"}

    return run


# Method, path, the OpenAPI model of the body, what answers.
routes = [
    ("GET", r"/collections", None, lambda body: names()),
    ("GET", r"/aliases", None, lambda body: alias_list()),
    ("POST", r"/collections/aliases", "ChangeAliasesOperation", change_aliases),
    ("GET", r"/collections/([^/]+)", None, lambda name, body: find(name).info()),
    ("PUT", r"/collections/([^/]+)", "CreateCollection", create),
    ("DELETE", r"/collections/([^/]+)", None, drop),
    ("PUT", r"/collections/([^/]+)/index", "CreateFieldIndex", updated(lambda on, body: on.create_index(body))),
    ("PUT", r"/collections/([^/]+)/points", "PointsList", updated(lambda on, body: on.upsert(body))),
    ("POST", r"/collections/([^/]+)/points/delete", "PointsSelector", updated(lambda on, body: on.delete(body))),
    ("POST", r"/collections/([^/]+)/points/count", "CountRequest", lambda name, body: {"count": find(name).count(body)}),
    ("POST", r"/collections/([^/]+)/points/scroll", "ScrollRequest", lambda name, body: find(name).scroll(body)),
    ("POST", r"/collections/([^/]+)/facet", "FacetRequest", lambda name, body: {"hits": find(name).facet(body)}),
    (
        "POST",
        r"/collections/([^/]+)/points/query/batch",
        "QueryRequestBatch",
        lambda name, body: find(name).query_batch(body["searches"]),
    ),
]
compiled = [(method, re.compile(path + r"\Z"), model, work) for method, path, model, work in routes]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self, status: int, body, headers=()):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def refuse(self, status: int, message: str, headers=()):
        self.answer(status, {"status": {"error": message}, "time": 0.0}, headers)

    def fault(self, path: str) -> bool:
        """True when a fault answered this request."""
        with catalogue:
            fault = next((one for one in faults if re.search(one.get("path", ""), path)), None)
            if fault is None:
                return False
            fault["times"] = fault.get("times", 1) - 1
            if fault["times"] <= 0:
                faults.remove(fault)
        time.sleep(fault.get("delayMs", 0) / 1000)
        if fault.get("drop"):
            self.close_connection = True
            self.connection.close()
            return True
        if "status" not in fault:
            return False
        headers = [("retry-after", str(fault["retryAfter"]))] if "retryAfter" in fault else []
        self.refuse(fault["status"], "a fault that the test asked for", headers)
        return True

    def control(self, method: str, path: str, body):
        if path == "/__faults":
            faults[:] = body
        elif path == "/__optimize":
            for collection in list(collections.values()):
                collection.optimize()
            return self.answer(200, [collection.info()["indexed_vectors_count"] for collection in collections.values()])
        elif method == "DELETE":
            requests.clear()
        return self.answer(200, requests)

    def handle_any(self):
        length = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(length)
        path = unquote(urlsplit(self.path).path)
        try:
            body = json.loads(raw) if raw else None
        except ValueError as error:
            return self.refuse(400, f"Format error in JSON body: {error}")
        if path.startswith("/__"):
            return self.control(self.command, path, body)
        if path == "/" and self.command == "GET":
            return self.answer(200, {"title": "qdrant - vector search engine", "version": options.version})
        requests.append({"method": self.command, "path": path, "body": body})
        if self.fault(path):
            return None
        if options.api_key and self.headers.get("api-key") != options.api_key:
            return self.refuse(401, "Must provide an API key or an Authorization bearer token")
        return self.route(path, body)

    def route(self, path: str, body):
        for method, pattern, model, work in compiled:
            match = pattern.match(path)
            if not match or method != self.command:
                continue
            try:
                if model:
                    check(model, body)
                return self.answer(200, {"result": work(*match.groups(), body), "status": "ok", "time": 0.0})
            except NotFound as error:
                return self.refuse(404, str(error))
            except Conflict as error:
                return self.refuse(409, str(error))
            except BadRequest as error:
                return self.refuse(400, str(error))
            except NotTranslated as error:
                return self.refuse(501, str(error))
            except Exception as error:  # noqa: BLE001 - the engine's own refusals
                return self.refuse(500, f"Service internal error: {error!r}")
        return self.refuse(404, f"no such endpoint: {self.command} {path}")

    do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = handle_any


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        """A client that has gone away is what some tests are about."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


server = Server(("127.0.0.1", options.port), Handler)
# Also when the test that started this is gone: its end of the pipe closes.
threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
print(server.server_address[1], flush=True)
server.serve_forever()
for collection in list(collections.values()):
    collection.close()
