"""Selenium's commands over Marionette, the remote control that is built into Firefox.

Debian has no geckodriver, whose only work is to pass WebDriver's commands on to it.
Marionette speaks JSON over TCP, each message after its length and a colon: a command is
`[0, number, name, parameters]`, its answer `[1, number, error, result]`.
"""

from __future__ import annotations

import json
import socket
from typing import Any

from selenium.webdriver.remote.command import Command

_ANSWER_SECONDS = 60.0
_NAMES = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.QUIT: "Marionette:Quit",
    Command.GET: "WebDriver:Navigate",
    Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
    Command.W3C_GET_CURRENT_WINDOW_HANDLE: "WebDriver:GetWindowHandle",
    Command.W3C_GET_WINDOW_HANDLES: "WebDriver:GetWindowHandles",
    Command.SWITCH_TO_WINDOW: "WebDriver:SwitchToWindow",
    Command.NEW_WINDOW: "WebDriver:NewWindow",
    Command.CLOSE: "WebDriver:CloseWindow",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
    Command.FIND_ELEMENTS: "WebDriver:FindElements",
    Command.FIND_CHILD_ELEMENTS: "WebDriver:FindElements",
    Command.W3C_GET_ACTIVE_ELEMENT: "WebDriver:GetActiveElement",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.CLEAR_ELEMENT: "WebDriver:ElementClear",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
    Command.GET_ELEMENT_TEXT: "WebDriver:GetElementText",
    Command.GET_ELEMENT_TAG_NAME: "WebDriver:GetElementTagName",
    Command.GET_ELEMENT_ATTRIBUTE: "WebDriver:GetElementAttribute",
    Command.GET_ELEMENT_PROPERTY: "WebDriver:GetElementProperty",
    Command.IS_ELEMENT_ENABLED: "WebDriver:IsElementEnabled",
    Command.IS_ELEMENT_SELECTED: "WebDriver:IsElementSelected",
}
"""What the page's tests use, by selenium's names."""


class Marionette:
    """One connection; stands in for selenium's `RemoteConnection` to a driver."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), _ANSWER_SECONDS)
        self._answers = self._socket.makefile("rb")
        self._number = 0
        self._receive()  # who is there

    def execute(self, command: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """Selenium's way in: the answer as a driver gives it, refusals included."""
        if command == Command.NEW_SESSION:
            parameters = {}
        if command == Command.FIND_CHILD_ELEMENTS:
            parameters = {**parameters, "element": parameters["id"]}
        error, result = self._ask(_NAMES[command], parameters)
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        if isinstance(result, dict) and result.keys() == {"value"}:
            result = result["value"]
        return {"value": result}

    def privileged(self, script: str, *arguments: Any) -> Any:
        """Runs JavaScript in the browser itself, where its settings and its console are."""
        self._ask("Marionette:SetContext", {"value": "chrome"})
        try:
            answer = self.execute(
                Command.W3C_EXECUTE_SCRIPT, {"script": script, "args": arguments}
            )
        finally:
            self._ask("Marionette:SetContext", {"value": "content"})
        if "status" in answer:
            raise RuntimeError(answer["value"])
        return answer["value"]

    def close(self) -> None:
        """Closes the connection, which ends nothing else."""
        self._answers.close()
        self._socket.close()

    def _ask(self, name: str, parameters: dict[str, Any]) -> tuple[Any, Any]:
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, number, error, result = self._receive()
        assert number == self._number, (number, self._number)
        return error, result

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            byte = self._answers.read(1)
            if not byte:
                raise ConnectionError("the browser has ended the connection")
            length += byte
        return json.loads(self._answers.read(int(length[:-1])))
