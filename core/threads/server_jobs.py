"""Work of the server that takes long (the keys of passwords), done by a thread of its own.

One thread, since two would only slow the others down: what is computed here holds Python's lock or
a core. It is started when it is first needed, and joined by the dispatcher.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from core.server.jobs import Job, TooManyJobsError
from core.threads.worker import Worker

if TYPE_CHECKING:
    from core.threads.server_hub import Hub

MOST_WAITING = 100
"""Jobs that may wait; more fail at once. Each connection has at most one, and one takes about
50 ms: so nobody waits much longer than a client has patience."""


class JobWorker(Worker):
    """Takes job after job, and hands the results to the dispatcher as commands."""

    def __init__(self, hub: Hub) -> None:
        super().__init__("keys", hub.on_error, stack_bytes=0)
        self._hub = hub
        self._ready = threading.Semaphore(0)
        self._waiting: deque[Job] = deque()
        self._stopping = False

    def add(self, job: Job) -> None:
        """Do a job after those that wait; it fails with TooManyJobsError where they are many."""
        if len(self._waiting) >= MOST_WAITING:
            self._hub.ask(partial(self._hub.server.job_done, job, None, TooManyJobsError()))
            return
        self._waiting.append(job)
        self._ready.release()

    def stop(self) -> None:
        """Let the thread end after the job at hand; what waits is forgotten."""
        self._stopping = True
        self._waiting.clear()
        self._ready.release()

    def work(self) -> None:
        """Until stopped."""
        while True:
            self._ready.acquire()
            if self._stopping:
                return
            self._do(self._waiting.popleft())

    def _do(self, job: Job) -> None:
        hub = self._hub
        connection = hub.connections.get(job.conn)
        if connection is None or connection.deaf:
            return  # nobody waits for the answer any more
        result: object = None
        fault: Exception | None = None
        try:
            result = job.work()
        except Exception as error:
            fault = error
        hub.ask(partial(hub.server.job_done, job, result, fault))


class JobDesk:
    """The worker, as the dispatcher sees it: nothing until somebody brings a job."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._worker: JobWorker | None = None

    def add(self, jobs: Iterable[Job]) -> None:
        """Have jobs done."""
        worker = self._worker
        if worker is None:
            worker = self._worker = JobWorker(self._hub)
            if not worker.launch():
                self._worker = None
                for job in jobs:
                    self._hub.ask(partial(self._hub.server.job_done, job, None, TooManyJobsError()))
                return
        for job in jobs:
            worker.add(job)

    def stop(self) -> None:
        """No more jobs; does not wait."""
        if self._worker is not None:
            self._worker.stop()

    def close(self) -> None:
        """Stop, and join the thread: at most as long as one job takes."""
        if self._worker is not None:
            self._worker.stop()
            self._worker.join()
            self._worker = None
