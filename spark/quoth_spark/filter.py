"""Runs `quoth filter` as a child process over Arrow record batches. Knows nothing of Spark."""

import collections
import itertools
import subprocess
import threading

import pyarrow as pa

# Lines of the child's standard error that an exception carries.
ERROR_LINES = 50

# Exit statuses of `quoth filter` for work that was done: all of it, or all but articles that were set aside.
DONE = (0, 3)


class FilterError(RuntimeError):
    """The child process failed. `status` is its exit status (negative: the signal that killed it), `stderr` what it said."""

    def __init__(self, message, status=None, stderr=""):
        super().__init__(message, status, stderr)
        self.status = status
        self.stderr = stderr

    def __str__(self):
        return f"{self.args[0]}\n{self.stderr}" if self.stderr else str(self.args[0])


class Filter:
    """A command line of `quoth filter` that can be run any number of times.

    program: path of the quoth program.
    fields: an article's fields (id, title, text, published_at, url, author, publisher, source) and the columns that hold them.
    table: the rows of this table alone; None gives one row an article with all tables nested in it.
    tables: nested: only these tables.
    keep: names of columns to keep as they are, or "all" or "none"; None keeps what quoth keeps by default.
    workers: threads of the child.
    options: more words for the command line, such as ["--no-text"].
    """

    def __init__(self, program, fields=None, table=None, tables=None, keep=None, language=None, workers=1, options=()):
        words = ["filter", "--quiet", f"--workers={workers}"]
        words += [f"--field={ours}={theirs}" for ours, theirs in sorted((fields or {}).items())]
        words += [f"--table={table}"] if table else []
        words += [f"--tables={name}" for name in tables or []]
        words += [f"--keep={name}" for name in ([keep] if isinstance(keep, str) else keep or [])]
        words += [f"--language={language}"] if language else []
        self.command = [program, *words, *options]

    def schema(self, schema):
        """The Arrow schema of what comes out for input of this one."""
        done = subprocess.run(self.command, input=_stream(schema), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        _check(done.returncode, done.stderr.decode("utf-8", "replace"))
        return pa.ipc.open_stream(done.stdout).schema

    def __call__(self, batches):
        """Runs the child over record batches and yields its own, in order. Nothing is started for no rows.

        The child has ended when the generator has: after its last batch with its exit status looked at, else killed.
        """
        batches = iter(batches)
        first = next((b for b in batches if b.num_rows), None)
        if first is None:
            return
        child = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        feeder = _Feeder(child.stdin, first.schema, itertools.chain([first], batches))
        listener = _Listener(child.stderr)
        broken = None
        try:
            try:
                yield from pa.ipc.open_stream(child.stdout)
            except (pa.ArrowInvalid, OSError) as error:  # the exit status says more, and is looked at first
                broken = error
            while child.stdout.read(1 << 16):
                pass
            status = child.wait()
            feeder.join()
            listener.join()
            feeder.check()
            _check(status, listener.said())
            if broken is not None:
                raise broken
        finally:
            child.kill()
            child.wait()
            child.stdout.close()


def _stream(schema):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema):
        pass
    return sink.getvalue().to_pybytes()


def _check(status, stderr):
    if status in DONE:
        return
    how = f"was killed by signal {-status}" if status < 0 else f"ended with exit status {status}"
    raise FilterError(f"quoth filter {how}", status, stderr)


class _Feeder(threading.Thread):
    """Writes the batches to the child's standard input, since the child may have to be read before it can go on."""

    def __init__(self, stdin, schema, batches):
        super().__init__(name="quoth filter's input", daemon=True)
        self.stdin, self.schema, self.batches, self.error = stdin, schema, batches, None
        self.start()

    def run(self):
        try:
            with pa.ipc.new_stream(self.stdin, self.schema) as writer:
                for batch in self.batches:
                    if batch.num_rows:
                        writer.write_batch(batch)
                    self.stdin.flush()
        except BrokenPipeError:
            pass  # the child ended; its exit status says why
        except BaseException as error:  # whoever makes the batches may raise anything, and the reader must hear of it
            self.error = error
        finally:
            self._close()

    def _close(self):
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def check(self):
        """Raises what went wrong with the input: not the child's fault, though it was cut off and failed."""
        if self.error is not None:
            raise self.error


class _Listener(threading.Thread):
    """Keeps the last lines that the child says on standard error."""

    def __init__(self, stderr):
        super().__init__(name="quoth filter's errors", daemon=True)
        self.stderr, self.lines = stderr, collections.deque(maxlen=ERROR_LINES)
        self.start()

    def run(self):
        with self.stderr:
            for line in self.stderr:
                self.lines.append(line[:2000].decode("utf-8", "replace"))

    def said(self):
        return "".join(self.lines)
