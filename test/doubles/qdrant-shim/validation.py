"""Checks request bodies with the models that Qdrant's Python client generates from Qdrant's OpenAPI document.

Only that one module of the client is loaded, straight from its file: importing the package would load gRPC, HTTP
clients and NumPy, none of which a check of JSON needs.
"""

import importlib.util
import sys
from pathlib import Path

from pydantic import TypeAdapter, ValidationError


def _load_models(packages: Path):
    path = packages / "qdrant_client" / "http" / "models" / "models.py"
    spec = importlib.util.spec_from_file_location("qdrant_models", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["qdrant_models"] = module
    spec.loader.exec_module(module)
    return module


models = _load_models(Path(sys.path[1]) if len(sys.path) > 1 else Path())
_adapters: dict = {}


class BadRequest(Exception):
    """What Qdrant answers with 400."""


def check(model: str, body):
    """Raises BadRequest when the body does not have the form that the OpenAPI document gives it."""
    if model not in _adapters:
        _adapters[model] = TypeAdapter(getattr(models, model))
    try:
        _adapters[model].validate_python(body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadRequest(f"Format error in JSON body: {model}.{where}: {first['msg']}") from error
