import { withEditor } from './editor/served.ts';
import { p95, workPerFrame } from './editor/frames.ts';
import fs from 'node:fs';
await withEditor(async (s) => {
  const address = await s.makeLevel(10000);
  const page = await s.browser.newPage({ viewport: { width: 1440, height: 900 } });
  const c = await page.context().newCDPSession(page);
  await c.send('Profiler.enable'); await c.send('Profiler.setSamplingInterval', { interval: 500 });
  const open = async () => { await page.goto(address); await page.getByRole('application', { name: 'Scene' }).waitFor(); await page.getByRole('treeitem').first().waitFor(); };
  await open(); await page.goto('about:blank');
  const prof = async (name: string, f: () => Promise<void>) => {
    await c.send('Profiler.start'); await f(); const { profile } = await c.send('Profiler.stop');
    const byId = new Map(profile.nodes.map((n: any) => [n.id, n])); const self = new Map<any, number>(); let total = 0;
    profile.samples!.forEach((id: number, i: number) => { const d = profile.timeDeltas![i]! / 1000; self.set(id, (self.get(id) ?? 0) + d); total += d; });
    const incl = new Map<string, number>(), own = new Map<string, number>();
    const walk = (n: any, seen: Set<string>): number => { const k = n.callFrame.functionName + ':' + n.callFrame.url.split('/').pop() + ':' + n.callFrame.lineNumber; let t = self.get(n.id) ?? 0; own.set(k, (own.get(k) ?? 0) + t); const fresh = !seen.has(k); const s2 = fresh ? new Set([...seen, k]) : seen; for (const ch of n.children ?? []) t += walk(byId.get(ch), s2); if (fresh) incl.set(k, (incl.get(k) ?? 0) + t); return t; };
    walk(profile.nodes[0], new Set());
    console.log('==', name, total.toFixed(0));
    const top = (m: Map<string, number>, n: number) => [...m].sort((a, b) => b[1] - a[1]).slice(0, n).map(([k, v]) => v.toFixed(0).padStart(6) + ' ' + k).join('\n');
    const tot = new Map<any, number>(); const sum = (n: any): number => { let t = self.get(n.id) ?? 0; for (const ch of n.children ?? []) t += sum(byId.get(ch)); tot.set(n.id, t); return t; }; sum(profile.nodes[0]); const skip = /chunk|D9oT5z|svelte/; const tree = (n: any, d: number) => { if (tot.get(n.id)! < 60) return; const nm = n.callFrame.functionName; const hide = /^(update_|create_effect|branch|block|ensure|if_block|boundary|Boundary|#render|#process|#traverse|flush|run_|untrack|consequent|alternate|)$/.test(nm) || /^(update_|run_|flush)/.test(nm); if (!hide) console.log(' '.repeat(d) + tot.get(n.id)!.toFixed(0) + ' (' + (self.get(n.id) ?? 0).toFixed(0) + ') ' + nm + ':' + n.callFrame.url.split('/').pop().slice(0, 8) + ':' + n.callFrame.lineNumber); for (const ch of (n.children ?? []).map((c: any) => byId.get(c)).sort((a: any, b: any) => tot.get(b.id)! - tot.get(a.id)!)) tree(ch, hide ? d : d + 1); }; tree(profile.nodes[0], 0); if (0) console.log('SELF\n' + top(own, 22)); if (0) console.log('INCL\n' + top(incl, 60));
  };
  await open();
  const canvas = page.getByRole('application', { name: 'Scene' });
  await canvas.focus(); await page.keyboard.press('Shift+Digit1');
  const box = (await canvas.boundingBox())!;
  await prof('marquee', async () => {
    await page.mouse.move(box.x + 300, box.y + 130); await page.mouse.move(box.x + 200, box.y + 150); await page.mouse.down();
    for (let i = 0; i < 60; i++) await page.mouse.move(box.x + 200 + i * 6, box.y + 150 + i * 5);
    await page.mouse.up();
  });
});
