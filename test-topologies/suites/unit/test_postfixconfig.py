"""What a Postfix of the lab is told."""

from __future__ import annotations

from oplab.postfix import _received
from oplab.postfixconfig import MailHost, domain, main_cf, master_cf

HOST = MailHost(
    "own", "203.0.113.25", "2001:db8:25::25", (25, 465, 587), ("2001:db8:100::/40",)
)
ROUTES = {domain("own"): "203.0.113.25", domain("other"): "192.0.2.25"}


def settings(text: str) -> dict[str, str]:
    """The parameters of a main.cf."""
    return dict(line.split(" = ", 1) for line in text.splitlines())


def test_it_listens_on_its_own_addresses_alone() -> None:
    assert settings(main_cf(HOST, ROUTES))["inet_interfaces"] == (
        "203.0.113.25, 2001:db8:25::25"
    )


def test_it_relays_for_the_named_and_the_authenticated() -> None:
    main = settings(main_cf(HOST, ROUTES))
    assert main["mynetworks"] == "[2001:db8:100::]/40"
    assert main["smtpd_relay_restrictions"].endswith("reject_unauth_destination")
    assert (
        main["transport_maps"] == "inline:{ { other.example = smtp:[192.0.2.25]:25 } }"
    )


def test_submission_takes_nobody_without_a_password() -> None:
    services = master_cf(HOST).split("\n587 inet")[1].split("\npickup")[0]
    assert "smtpd_client_restrictions=permit_sasl_authenticated,reject" in services
    assert "smtpd_tls_security_level=encrypt" in services
    on_25 = master_cf(HOST).split("465 inet")[0]
    assert "sasl" not in on_25


def test_the_first_hop_of_a_message() -> None:
    text = (
        "Received: from mail.own.example (unknown [203.0.113.25])\n"
        "\tby mail.other.example (Postfix/25) with ESMTP id 1\n"
        "Received: from c.example.org (unknown [IPv6:2001:db8:100::7])\n"
        "\tby mail.own.example (Postfix/587) with ESMTPSA id 2\n\n"
    )
    assert _received(text) == (587, "2001:db8:100::7")
    assert _received("no such line") == (0, "")
