"""Tests of tests.bench.plot: an XML parser reads what it writes."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.bench.plot import grid_step, write_chart

SVG = "{http://www.w3.org/2000/svg}"


def test_each_value_is_a_spot_and_higher_ones_lie_higher(tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    write_chart(
        path, "Cost & size", "layers", ["1", "2", "4"], {"ms": [10, 20, 40], "x": [1, 1, 1]}
    )
    root = ElementTree.parse(path).getroot()
    spots = [float(each.attrib["cy"]) for each in root.iter(f"{SVG}circle")]
    assert len(spots) == 6
    assert spots[0] > spots[1] > spots[2]
    assert spots[3] == spots[4] > spots[0]
    words = [each.text for each in root.iter(f"{SVG}text")]
    assert {"Cost & size", "layers", "1", "2", "4", "● ms", "● x"} <= set(words)


@pytest.mark.parametrize(("top", "step"), [(40.0, 10.0), (61.0, 20.0), (0.5, 0.1), (300.0, 50.0)])
def test_lines_have_round_distances(top: float, step: float) -> None:
    assert grid_step(top) == pytest.approx(step)
