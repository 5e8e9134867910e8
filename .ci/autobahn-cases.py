"""Runs the cases of Autobahn's test suite in the folder CASES against the WebSocket at URL, which echoes messages.

    autobahn-cases.py CASES URL

A case fails if the suite's reports would show it as failed. The suite is written for Python 2, whose strings are bytes;
here they are text in Latin-1.
"""

import asyncio
import logging
import re
import sys
from pathlib import Path

from autobahn.asyncio.websocket import WebSocketClientFactory, WebSocketClientProtocol
from autobahn.websocket import utf8validator
from autobahn.websocket.protocol import WebSocketProtocol

GROUPS = {"1", "2", "3", "4", "5", "6", "7", "9", "10"}
CONCURRENT = 8
TIMEOUTS = dict.fromkeys(["openHandshakeTimeout", "closeHandshakeTimeout", "serverConnectionDropTimeout"], 20)
PYTHON_3 = [
    (r"#.*coding=.*", ""),
    (r"(?m)^( *)print\b.*", r"\1pass"),
    (r"\bxrange\b", "range"),
    (r"\(object, Case, \)", "(Case, )"),
    (r"binascii\.b2a_hex", "repr"),  # only in descriptions
    (r"\) / self", ") // self"),
]


def octets(text):
    return text.encode("latin-1") if isinstance(text, str) else text


class Utf8Validator(utf8validator.Utf8Validator):
    def validate(self, text):
        return super().validate(octets(text))


def load(folder):
    """Converts the modules, and returns the classes of the cases in GROUPS."""
    for file in folder.glob("*.py"):
        text = file.read_text("latin-1")
        for old, new in PYTHON_3:
            text = re.sub(old, new, text)
        file.with_name("cases.py" if file.stem == "__init__" else file.name).write_text(text)
    names = ["Case12_X_X", "Case12_X_X_CaseSubCategories", "Case13_X_X", "Case13_X_X_CaseSubCategories"]
    (folder / "case12_x_x.py").write_text("".join(f"{name} = {{}}\n" for name in names))  # compression
    (folder / "case9_9_1.py").write_text("")  # needs Twisted, and the suite does not run it
    utf8validator.Utf8Validator = Utf8Validator
    sys.path.insert(0, str(folder))
    from case import Case
    from cases import Cases

    Case.compare = lambda self, one, other: one == other  # pickles of equal lists may differ
    return [case for case in Cases if re.match(r"Case(\d+)_", case.__name__)[1] in GROUPS]


class Client(WebSocketClientProtocol):
    """The client that the cases control. Multiplies the times after which a case gives up by `patience`."""

    connectionWasOpen = False

    def __init__(self, case, patience):
        super().__init__()
        self.case = case(self)
        self.patience = patience
        self.txFrameStats = {}
        self.done = asyncio.get_running_loop().create_future()

    def onOpen(self):
        self.connectionWasOpen = True
        self.case.onOpen()

    def onMessage(self, payload, isBinary):
        self.case.onMessage(payload.decode("latin-1"), isBinary)

    def onPong(self, payload):
        self.case.onPong(payload.decode("latin-1"))

    def connection_lost(self, exc):
        super().connection_lost(exc)
        self.case.onConnectionLost(self.failedByMe)
        self.done.set_result(self.case)

    def sendFrame(self, opcode, payload=b"", **options):
        super().sendFrame(opcode, octets(payload), **options)

    def sendMessage(self, payload, *args, **options):
        super().sendMessage(octets(payload), *args, **options)

    def sendMessageFrameData(self, payload, **options):
        super().sendMessageFrameData(octets(payload), **options)

    def sendCloseFrame(self, code=None, reasonUtf8=None, isReply=False):
        super().sendCloseFrame(code, octets(reasonUtf8), isReply)

    def continueLater(self, delay, action, tag=None):
        asyncio.get_running_loop().call_later(delay, lambda: self.state == self.STATE_CLOSED or action())

    def closeAfter(self, delay):
        self.continueLater(delay * self.patience, self.sendClose)

    def killAfter(self, delay):
        self.continueLater(delay * self.patience, self._fail_connection)

    def logTxFrame(self, header, *frame):
        self.txFrameStats[header.opcode] = self.txFrameStats.get(header.opcode, 0) + 1

    def logRxFrame(self, *frame):
        pass

    def enableWirelog(self, enabled):
        pass


async def run(case, url, patience=1):
    """Returns the case after it has run, or None if it passed."""
    factory = WebSocketClientFactory(url)
    factory.setProtocolOptions(failByDrop=False, **TIMEOUTS)
    factory.logFrames = True
    factory.protocol = lambda: Client(case, patience)
    _, client = await asyncio.get_running_loop().create_connection(factory, factory.host, factory.port)
    ran = await client.done
    passed = ran.behavior in (case.OK, case.NON_STRICT, case.INFORMATIONAL)
    return None if passed and ran.behaviorClose in (case.OK, case.INFORMATIONAL) else ran


async def main(folder, url):
    cases = load(Path(folder))
    limit = asyncio.Semaphore(CONCURRENT)

    async def run_beside(case):
        async with limit:
            return await run(case, url)

    ran = await asyncio.gather(*map(run_beside, cases))
    again = [await run(type(case), url, patience=10) for case in ran if case]  # most cases give up after a second
    failed = [case for case in again if case]
    for case in failed:
        number = type(case).__name__.removeprefix("Case").replace("_", ".")
        print(f"autobahn: FAILED, {number}: {case.behavior}, {case.result}")
        print(f"  close: {case.behaviorClose}, {case.resultClose}; code {case.p.remoteCloseCode}, {case.p.remoteCloseReason}")
    print(f"autobahn: {len(cases)} cases, {len(failed)} failed")
    return 1 if failed else 0


logging.disable(logging.WARNING)
WebSocketProtocol._QUEUED_WRITE_DELAY = 0  # timers have milliseconds, and a case sends up to 16,384 pieces
sys.exit(asyncio.run(main(*sys.argv[1:])))
