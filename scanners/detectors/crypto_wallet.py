"""Addresses of cryptocurrencies whose checksums hold: Base58Check (Bitcoin, Litecoin, Dogecoin, Tron), segregated witness (BIP 173 and
BIP 350), and Ethereum's by EIP-55.

An address in Base58Check or Bech32 is one by chance once in a thousand million. An Ethereum address in small letters alone has no
checksum, and is what hashes look like: it counts after a word for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums_international as checksums
from scanners.base import Anchor, Hit
from scanners.context import Words

_BASE58 = re.compile(
    r"(?<![0-9A-Za-z])(?:[13][1-9A-HJ-NP-Za-km-z]{25,33}|[LMDT][1-9A-HJ-NP-Za-km-z]{32,33})(?![0-9A-Za-z])"
)
_VERSIONS = {"1": (0,), "3": (5,), "L": (48,), "M": (50,), "D": (30,), "T": (65,)}
"""By first character, the versions of addresses: of keys and of scripts."""
_SEGWIT = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:bc|ltc)1[02-9ac-hj-np-z]{11,87}|(?:BC|LTC)1[02-9AC-HJ-NP-Z]{11,87})(?![0-9A-Za-z])"
)
_ETHEREUM = re.compile(r"(?<![0-9A-Za-z])0x([0-9A-Fa-f]{40})(?![0-9A-Za-z])")
_SPECIMENS = frozenset(
    {
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM",
        "1BitcoinEaterAddressDontSendf59kuE",
        "1111111111111111111114oLvT2",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
        "fb6916095ca1df60bb79ce92ce3ea74c37c5d359",
        "dbf03b407c01e7cd3cbea99509d93f8dddc8c6fb",
        "d1220a0cf47c7b9be7a2e6ba89f429762e7b9adb",
        "52908400098527886e0f7030069857d2e4169ee7",
        "8617e340b3d01fa5f11f306f4090fd50e238070d",
        "de709f2102306220921060314715629080e2fb77",
        "27b1fdb04752bbc536007a920d24acb045561c26",
    }
)
"""Printed in BIP 173, BIP 350, EIP-55 and in the first block, or made so that nobody holds the key."""
_BURNT = re.compile(r"0{30}[0-9a-f]{10}|([0-9a-f])\1{39}|(?:deadbeef){5}|(?:0{36})?dead")
_CONTEXT = Words(
    r"ethereum|以太坊|钱包|錢包|erc-?20|metamask|eth_?addr|usdt|bep-?20|polygon|wallet|收款地址|转账地址|合约地址",
    r"eth|bsc|ether|0x address",
)
_REACH = 48
_LITERALS = (
    "bc1q", "bc1p", "ltc1", "trc20", "trc-20", "tron address", "tron wallet", "tronlink", "波场", "dogecoin", "litecoin",
    "狗狗币", "莱特币", "usdt",
)  # fmt: skip # rows, which read as a table
_ALT_CONTEXT = Words(r"trc-?20|tron|波场|dogecoin|litecoin|狗狗币|莱特币|usdt", r"trx|ltc|doge")
_ANCHOR = Anchor(token=(26, 42), literals=_LITERALS, before=160, after=160)


@dataclass(frozen=True, slots=True)
class CryptoWallet:
    """Finds addresses of wallets. Score: 1.0 a checksum holds; 0.6 an Ethereum address in letters of one case after a word for it."""

    name: str = "crypto_wallet"
    version: int = 2
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"crypto_wallet": "personal", "crypto_wallet_specimen": "specimen"}
    )

    def find(self, text: str) -> Iterator[Hit]:
        for match in _BASE58.finditer(text):
            if _is_base58(text, match):
                yield _hit(match, match.group(), 1.0)
        for match in _SEGWIT.finditer(text):
            if checksums.segwit(match.group().lower()):
                yield _hit(match, match.group().lower(), 1.0)
        if "0x" in text:
            yield from _ethereum(text)


def _hit(match: re.Match[str], address: str, score: float) -> Hit:
    specimen = address in _SPECIMENS or _BURNT.fullmatch(address) is not None
    return Hit(match.start(), match.end(), "crypto_wallet_specimen" if specimen else "crypto_wallet", score)


def _is_base58(text: str, match: re.Match[str]) -> bool:
    """Addresses that begin with a letter are only looked for near a word for them, where the compiled pass shows them."""
    address = match.group()
    if not address[0].isdigit() and not _ALT_CONTEXT.precede(text, match.start(), _REACH):
        return False
    payload = checksums.base58_payload(address)
    return payload is not None and payload[0] in _VERSIONS[address[0]]


def _ethereum(text: str) -> Iterator[Hit]:
    matches = list(_ETHEREUM.finditer(text))
    mixed = [match for match in matches if not _is_of_one_case(match[1])]
    holds = dict(zip(mixed, checksums.eip_55([match[1] for match in mixed]), strict=True))
    for match in matches:
        address = match[1].lower()
        if holds.get(match, False):
            yield _hit(match, address, 1.0)
        elif match not in holds and _CONTEXT.precede(text, match.start(), _REACH) and not address.isdigit():
            yield _hit(match, address, 0.6)


def _is_of_one_case(address: str) -> bool:
    """Whether an address carries no checksum: letters all small or all capital."""
    return address in (address.lower(), address.upper())


DETECTOR = CryptoWallet()
