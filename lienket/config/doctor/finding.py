"""The result of looking at one thing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`told` is what was seen; a finding without `advice` is good."""

    told: str
    advice: str = ""

    @property
    def good(self) -> bool:
        return not self.advice

    def __str__(self) -> str:
        if self.good:
            return f"✓ {self.told}"
        advice = self.advice.replace("\n", "\n    ")
        return f"✗ {self.told}\n    {advice}"
