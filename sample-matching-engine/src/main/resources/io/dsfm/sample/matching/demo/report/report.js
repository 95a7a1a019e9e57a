"use strict";
(() => {
  const report = JSON.parse(document.getElementById("data").textContent);
  const byId = id => document.getElementById(id);
  const number = (value, digits = 0) =>
    value.toLocaleString("en-US", {minimumFractionDigits: digits, maximumFractionDigits: digits});
  const time = micros =>
    micros >= 1e6 ? number(micros / 1e6, 2) + " s" : micros >= 1e4 ? number(micros / 1e3) + " ms"
      : micros >= 1e3 ? number(micros / 1e3, 1) + " ms" : number(micros) + " µs";

  const counted = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const row = (table, cells, tag = "td", classes = []) => {
    const line = table.appendChild(element("tr"));
    cells.forEach((cell, i) => line.appendChild(element(tag, cell, classes[i])));
    return line;
  };

  const run = report.run;
  const nodeNames = Object.keys(run.nodes);
  byId("summary").textContent =
    `${counted(report.orders, "order")} through ${counted(nodeNames.length, "node")}, `
    + `${counted(report.faults.length, "fault")}, ${run.startedAt}`;
  byId("verdict").textContent = report.passed ? "✓ passed" : "✗ failed";
  byId("verdict").className = report.passed ? "good" : "bad";

  const tile = (value, name) => {
    const box = byId("tiles").appendChild(element("div", undefined, "tile"));
    box.append(element("b", value), element("span", name));
  };
  tile(number(report.acknowledged), "orders acknowledged");
  tile(number(report.throughputPerSecond), "results a second");
  tile(time(report.latencyMicros.p50), "latency, median");
  tile(time(report.latencyMicros.p99), "latency, 99 %");
  tile(time(report.latencyMicros.max), "latency, highest");
  if (report.takeoverMillis.length) {
    tile(time(Math.max(...report.takeoverMillis) * 1e3),
      report.takeoverMillis.length === 1 ? "takeover" : "takeover, longest of " + report.takeoverMillis.length);
  }

  const check = (name, value, good, meaning) =>
    row(byId("checks"), [good ? "✓" : "✗", name, value, meaning], "td", [good ? "good" : "bad", "", good ? "number" : "number bad"]);
  const none = (name, value, meaning) => check(name, number(value), value === 0, meaning);
  check("acknowledged", number(report.acknowledged), report.acknowledged === report.orders, `of ${number(report.orders)} orders`);
  none("lost", report.lost, "orders without a result");
  none("duplicated", report.duplicated, "second results");
  none("gaps", report.gaps, "sequences without a result");
  none("contradicted", report.contradicted, "results unlike the model's");
  none("reordered", report.reordered, "not in the order submitted");
  none("reversed", report.reversed, "index or time backwards");
  check("digests", report.digestsEqual ? "equal" : "differ", report.digestsEqual, `${counted(report.instances.length, "instance")} of ${counted(nodeNames.length, "node")}`);
  report.findings.concat(report.deaths).forEach(text => byId("findings").appendChild(element("li", text)));

  const wins = Object.entries(report.wins);
  const allWins = wins.reduce((sum, [, count]) => sum + count, 0) || 1;
  wins.forEach(([variant, count], i) => {
    const bar = byId("wins").appendChild(element("div", undefined, "bar"));
    const track = element("div");
    const fill = track.appendChild(element("i"));
    fill.style.width = 100 * count / allWins + "%";
    fill.style.background = `var(--c${i % 4 === 2 ? 4 : i % 4 + 1})`;
    bar.append(element("span", variant), track, element("span", `${number(count)}  (${number(100 * count / allWins, 1)} %)`));
  });

  const right = ["", "", "number", "number", "number"];
  row(byId("faults"), ["signal", "primary", "at", "takeover", "whole again after"], "th", right);
  report.faults.forEach(fault => row(byId("faults"), [fault.signal, fault.node, number(fault.atSeconds, 2) + " s",
    number(fault.takeoverMillis, 1) + " ms", number(fault.recoveryMillis / 1e3, 1) + " s"], "td", right));

  const lead = micros => micros === 0 ? "–" : time(micros); // alone in its node
  const columns = ["", "", "number", "digest", "number", "number", "number", "number"];
  row(byId("instances"), ["node", "variant", "sequence", "digest", "first", "later", "lead, median", "lead, 99 %"], "th",
    columns.map(name => name === "digest" ? "" : name));
  report.instances.forEach(i => row(byId("instances"), [i.node, i.variant, number(i.sequence), i.digest, number(i.wins),
    number(i.duplicates), lead(i.leadP50Micros), lead(i.leadP99Micros)], "td", columns));

  const fact = (name, value) => {
    const line = byId("run").appendChild(element("tr"));
    line.append(element("th", name), element("td", value));
  };
  fact("nodes", nodeNames.map(node => `${node}: ${run.nodes[node].join(" + ")}`).join(",  "));
  fact("flow", run.flow);
  fact("rate", run.rate === 0 ? `as fast as it goes, ${number(run.window)} under way at most` : `${number(run.rate)} orders a second`);
  fact("time", `${number(run.loadSeconds, 1)} s of load, ${number(run.totalSeconds, 1)} s in all`);
  fact("machine", run.machine);
  fact("Java", run.java);

  const plots = [];
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const marks = plot => {
    const context = plot.ctx;
    const ratio = devicePixelRatio;
    context.save();
    context.strokeStyle = context.fillStyle = css("--mark");
    context.lineWidth = 1.5 * ratio;
    context.font = `${11 * ratio}px system-ui, sans-serif`;
    report.faults.forEach(fault => {
      const x = plot.valToPos(fault.atSeconds, "x", true);
      if (x < plot.bbox.left || x > plot.bbox.left + plot.bbox.width) return;
      context.setLineDash([4 * ratio, 3 * ratio]);
      context.beginPath();
      context.moveTo(x, plot.bbox.top);
      context.lineTo(x, plot.bbox.top + plot.bbox.height);
      context.stroke();
      const late = x > plot.bbox.left + plot.bbox.width * 0.85;
      context.textAlign = late ? "right" : "left";
      context.fillText(`${fault.signal} ${fault.node}`, x + (late ? -5 : 5) * ratio, plot.bbox.top + 12 * ratio);
    });
    context.restore();
  };
  const draw = () => {
    plots.splice(0).forEach(plot => plot.destroy());
    const axis = more => Object.assign({stroke: css("--soft"), grid: {stroke: css("--line"), width: 1},
      ticks: {stroke: css("--line"), width: 1}, font: "12px system-ui, sans-serif"}, more);
    const plot = (id, height, options, data) => {
      const box = byId(id);
      plots.push(new uPlot(Object.assign({width: box.clientWidth, height, cursor: {y: false}}, options), data, box));
    };
    const line = (label, color, show, more) => Object.assign({label, stroke: css(color), width: 1.5,
      points: {show: false}, value: (u, v) => v == null ? "–" : show(v)}, more);
    const secondsAxis = axis({values: (u, splits, index, space, step) => // with the decimals that the step has
      splits.map(v => number(v, Number.isInteger(step) ? 0 : Number.isInteger(step * 10) ? 1 : 2) + " s")});
    const seconds = {label: "time", value: (u, v) => v == null ? "–" : number(v, 1) + " s"};
    const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
    const logScale = {distr: 3, log: 10};
    const logAxis = axis({size: 62, values: (u, splits) => splits.map(v => powers.includes(v) ? time(v) : "")});

    const points = report.timeline.points;
    const at = points.map(point => point.seconds);
    const series = name => points.map(point => point[name] === undefined ? null : Math.max(1, point[name]));
    plot("latency", 340, {
      scales: {x: {time: false}, y: logScale},
      axes: [secondsAxis, logAxis],
      series: [seconds, line("highest", "--c3", time), line("99 %", "--c2", time), line("median", "--c1", time, {width: 2})],
      hooks: {draw: [marks]},
    }, [at, series("maxMicros"), series("p99Micros"), series("p50Micros")]);

    const whole = points.slice(0, -1); // the last interval ends with the run, somewhere within
    const perSecond = whole.map(point => point.answered * 1000 / report.timeline.intervalMillis);
    plot("throughput", 260, {
      scales: {x: {time: false}, y: {range: (u, low, high) => [0, Math.max(1, high * 1.08)]}},
      axes: [secondsAxis, axis({size: 62, values: (u, splits) => splits.map(v => number(v))})],
      series: [seconds, line("results a second", "--c4", v => number(v), {fill: css("--c4") + "33", paths: uPlot.paths.stepped({align: 1})})],
      hooks: {draw: [marks]},
    }, [at.slice(0, -1), perSecond]);

    const nines = report.percentiles.map(point => 1 / (1 - Math.min(point.percentile, 99.99999) / 100));
    const marked = [50, 90, 99, 99.9, 99.99, 99.999, 99.9999].map(p => [1 / (1 - p / 100), p]);
    plot("percentiles", 260, {
      scales: {x: {time: false, distr: 3, log: 10}, y: logScale},
      axes: [axis({filter: (u, splits) => splits, splits: () => marked.map(m => m[0]).filter(x => x <= nines[nines.length - 1] * 1.01), values: (u, splits) =>
        splits.map(v => (marked.find(m => Math.abs(m[0] / v - 1) < 1e-3) || ["", ""])[1])}), logAxis],
      series: [{label: "percentile", value: (u, v) => v == null ? "–" : +(100 - 100 / v).toFixed(4) + " %"},
        line("latency", "--c1", time, {width: 2})],
    }, [nines, report.percentiles.map(point => Math.max(1, point.micros))]);
  };
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  let pending = 0;
  addEventListener("resize", () => { clearTimeout(pending); pending = setTimeout(draw, 150); });
})();
