"""Work of the server that takes long (the keys of passwords), done by a thread of its own.

One thread, since two would only slow the others down: what is computed here holds Python's lock or
a core. The dispatcher starts and joins it.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from core.irc import lookalikes
from core.server.jobs import Job, TooManyJobsError
from core.threads.worker import Worker

if TYPE_CHECKING:
    from core.threads.server_hub import Hub

MOST_WAITING = 1000
"""Jobs that may wait; more fail at once. Each connection has at most one, and most take less than
10 ms: so nobody waits longer than a client has patience."""
_QUIET_S = 10.0
"""After so long without a job big tables are read ahead: not at once, since that takes Python's
lock for some 50 ms, and the first clients of a server come soon after its start."""


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
        """Until stopped; reads big tables ahead, once there is a quiet moment."""
        prepared = False
        while True:
            if not self._ready.acquire(timeout=None if prepared else _QUIET_S):
                prepared = True
                lookalikes.prepare()
                continue
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
    """The worker, as the dispatcher sees it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._worker: JobWorker | None = None

    def start(self) -> bool:
        """Start the thread; False where the system gives none, and it is to be tried again."""
        if self._worker is None:
            worker = JobWorker(self._hub)
            if worker.launch():
                self._worker = worker
        return self._worker is not None

    def add(self, jobs: Iterable[Job]) -> None:
        """Have jobs done."""
        self.start()
        for job in jobs:
            if self._worker is not None:
                self._worker.add(job)
            else:
                self._hub.ask(partial(self._hub.server.job_done, job, None, TooManyJobsError()))

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
