"""Wallet and settlement."""

from pages.wallet.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
