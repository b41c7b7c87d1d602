"""botocore's descriptions are the same, however they are read."""

from __future__ import annotations

from pathlib import Path

import botocore
import pytest
from botocore.loaders import JSONFileLoader
from botocore.session import get_session

from goglobal.delivery.aws_models import read_faster

DATA = Path(botocore.__file__).parent / "data"
S3 = sorted((DATA / "s3").glob("*/*.json*"))


@pytest.mark.parametrize("path", [*S3, DATA / "endpoints.json"], ids=lambda path: path.name)
def test_a_description_is_the_same(path: Path) -> None:
    session = get_session()
    read_faster(session)
    name = str(path).removesuffix(".gz").removesuffix(".json")
    found = session.get_component("data_loader").file_loader.load_file(name)
    assert found == JSONFileLoader().load_file(name)
    assert list(found) == list(JSONFileLoader().load_file(name))


def test_where_there_is_none_there_is_nothing(tmp_path: Path) -> None:
    session = get_session()
    read_faster(session)
    assert session.get_component("data_loader").file_loader.load_file(str(tmp_path / "x")) is None
    assert "s3" in session.get_available_services()
