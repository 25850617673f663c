#!/usr/bin/env python3
"""Ends builds at random moments and looks at what a reader finds. See README.md."""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote

REGIONS = [("510802", "利州区"), ("511381", "阆中市"), ("510812", "朝天区")]
FOREIGN = ("CNAME", "report.example.org\n")


def article(code, name, households, year):
    return (
        f'---\ntitle: {name}脱贫纪实\ndate: {year + 1}-06-05\nregion: "{code}"\n---\n\n'
        f"{year}年，{name}{households}户贫困户脱贫，贫困发生率下降到{households % 9 + 1}.3%。\n"
    )


def write_corpus(project, version):
    """Two versions that differ in figures, in a region that comes and goes, and in a title."""
    content = project / "content"
    shutil.rmtree(content, ignore_errors=True)
    content.mkdir(parents=True)
    regions = REGIONS if version else REGIONS[:2]
    for at, (code, name) in enumerate(regions):
        text = article(code, name, 412 + 7 * at + 100 * version, 2016 + version)
        (content / f"a{at}.md").write_text(text, encoding="utf-8")
    (project / "config.yaml").write_text("site:\n  title: 县情\n", encoding="utf-8")


def tree(folder):
    """Every file below a folder with its bytes; empty folders too."""
    found = {}
    for top, folders, files in os.walk(folder):
        for name in files:
            path = Path(top) / name
            found[str(path.relative_to(folder))] = path.read_bytes()
        if not folders and not files:
            found[str(Path(top).relative_to(folder)) + "/"] = b""
    return found


def broken_links(edition):
    """Links of pages to files that the edition does not have."""
    broken = []
    for name, data in edition.items():
        if not name.endswith(".html"):
            continue
        for link in re.findall(r'(?:href|src)="([^"#?]+)', data.decode("utf-8")):
            if re.match(r"[a-z]+:", link):
                continue
            target = os.path.normpath(os.path.join(os.path.dirname(name), unquote(link)))
            if target not in edition:
                broken.append(f"{name} -> {link}")
    return broken


class Test:
    def __init__(self, binary, folder, seed):
        self.binary = str(Path(binary).resolve())
        self.random = random.Random(seed)
        self.project = folder / "project"
        self.output = self.project / "output"
        self.beside = self.project / ".output.fangzhi-staging"
        self.faults = []
        self.kills = self.there = 0
        self.editions = [self.clean(folder / f"clean{version}", version) for version in (0, 1)]
        write_corpus(self.project, 0)
        self.run("build")
        (self.output / FOREIGN[0]).write_text(FOREIGN[1])
        began = time.monotonic()
        write_corpus(self.project, 1)
        self.run("build")
        self.lasts = time.monotonic() - began
        self.beginning = sorted(os.listdir(self.project))

    def clean(self, project, version):
        write_corpus(project, version)
        subprocess.run([self.binary, "build", "-q", "-C", project], check=True, capture_output=True)
        edition = tree(project / "output")
        for link in broken_links(edition):
            self.fault(f"clean edition {version}: {link}")
        return {**edition, FOREIGN[0]: FOREIGN[1].encode()}

    def fault(self, text):
        print("FAULT", text, flush=True)
        self.faults.append(text)

    def start(self, *words, inside=False):
        place = self.output if inside else self.project
        return subprocess.Popen(
            [self.binary, *words, "-q", "-C", self.project],
            cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )

    def run(self, *words, inside=False):
        process = self.start(*words, inside=inside)
        said = process.communicate()[1]
        if process.returncode != 0:
            self.fault(f"{words} ended with {process.returncode}: {said}")

    def which(self):
        found = tree(self.output)
        for version, edition in enumerate(self.editions):
            if found == edition:
                return version
        return None

    def differences(self):
        found = tree(self.output)
        return [
            f"edition {version}: " + ", ".join(sorted(
                name for name in found.keys() | edition.keys() if found.get(name) != edition.get(name)
            )[:6])
            for version, edition in enumerate(self.editions)
        ]

    def wait_for_a_moment(self, process):
        """A third of the moments are spread over the build, a third stand about the writing, and
        a third about the putting in place."""
        way = self.random.randrange(3)
        if way == 0:
            time.sleep(self.random.uniform(0, self.lasts * 1.1))
            return
        awaited = self.beside / ["new", "new/manifest.json"][way - 1]
        while not awaited.exists() and process.poll() is None:
            time.sleep(0.0002)
        time.sleep(self.random.expovariate(1 / [0.03, 0.008][way - 1]))

    def stop(self, version, way, inside=False):
        write_corpus(self.project, version)
        process = self.start("build", inside=inside)
        self.wait_for_a_moment(process)
        process.send_signal(way)
        said = process.communicate()[1]
        return process.returncode, said

    def settle(self, version, inside=False):
        """A build that runs to its end."""
        write_corpus(self.project, version)
        self.run("build", inside=inside)
        if self.which() != version:
            self.fault(f"after a whole build: {self.differences()}")
        if sorted(os.listdir(self.project)) != self.beginning:
            self.fault(f"stray files: {sorted(os.listdir(self.project))}")

    def kill(self, count, inside):
        done, last = 0, 1
        while done < count:
            version = 1 - last
            code, _ = self.stop(version, signal.SIGKILL, inside)
            if inside:
                self.run("explain", "FZ101")
            found = self.which()
            if found is None:
                self.fault(f"kill {done}: a mixture: {self.differences()}")
            if code == -signal.SIGKILL:
                done += 1
                self.there += found == version
            if done % 10 == 0 or found is None:
                self.settle(version, inside)
                found = version
            last = found
        self.kills += done

    def signals(self, count):
        last = self.which()
        for at in range(count):
            way = (signal.SIGINT, signal.SIGTERM)[at % 2]
            version = 1 - last
            code, said = self.stop(version, way)
            found = self.which()
            if found is None:
                self.fault(f"signal {at}: a mixture: {self.differences()}")
            # One that comes before the program listens ends it as ever.
            if code not in (0, 128 + way, -way):
                self.fault(f"signal {way}: exit code {code}: {said}")
            if code == 128 + way and "停止" not in said:
                self.fault(f"signal {way}: said nothing of it: {said}")
            if code == 128 + way and sorted(os.listdir(self.project)) != self.beginning:
                self.fault(f"signal {way}: stray files: {sorted(os.listdir(self.project))}")
            last = version if found is None else found
            if code != 0:
                self.settle(last)

    def pairs(self, count, folder):
        others = [folder / f"clean{version}" for version in (0, 1)]
        refused = 0
        for at in range(count):
            words = [[], ["--wait"]][at % 2]
            both = []
            for other in others:
                both.append(subprocess.Popen(
                    [self.binary, "build", "-q", "-C", other, "-o", self.output, *words],
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                ))
                time.sleep(self.random.uniform(0, 0.05))
            for process in both:
                said = process.communicate()[1]
                named = any(f"{one.pid} (" in said for one in both)
                if process.returncode == 2 and named and not words:
                    refused += 1
                elif process.returncode != 0:
                    self.fault(f"pair {at}: ended with {process.returncode}: {said}")
            if self.which() is None:
                self.fault(f"pair {at}: a mixture: {self.differences()}")
            if sorted(os.listdir(self.project)) != self.beginning:
                self.fault(f"pair {at}: stray files: {sorted(os.listdir(self.project))}")
        return refused


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("binary")
    words.add_argument("--kills", type=int, default=1000, help="of them a fourth in place")
    words.add_argument("--pairs", type=int, default=50)
    words.add_argument("--signals", type=int, default=40)
    words.add_argument("--dir", help="folder for the temporary project")
    words.add_argument("--seed", type=int, default=1)
    words = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fangzhi-kill-", dir=words.dir)).resolve()
    try:
        test = Test(words.binary, folder, words.seed)
        print(f"a build lasts {test.lasts:.2f} s", flush=True)
        test.kill(words.kills - words.kills // 4, inside=False)
        print(f"whole: {test.kills} kills, the next edition there in {test.there}", flush=True)
        test.kill(words.kills // 4, inside=True)
        print(f"with in place: {test.kills} kills, the next edition there in {test.there}", flush=True)
        refused = test.pairs(words.pairs, folder)
        print(f"pairs: {words.pairs}, refused {refused}", flush=True)
        test.signals(words.signals)
        print(f"signals: {words.signals}", flush=True)
        print(f"{test.kills} kills, {len(test.faults)} faults")
        return 1 if test.faults else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
