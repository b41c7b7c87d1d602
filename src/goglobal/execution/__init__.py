"""Running many jobs: one function over a stream of values, on any executor, results in order."""

from goglobal.execution.executors import open_executor
from goglobal.execution.jobs import Event, Progress, run

__all__ = ["Event", "Progress", "open_executor", "run"]
