/** The style of a game's page, of the messages over the game and of the screen that is shown when it failed. */
export const pageStyle = `
html, body { margin: 0; height: 100%; background: #000; color: #dfe5ee; font: 16px/1.4 system-ui, sans-serif; color-scheme: dark; }
#stage { position: fixed; inset: 0; }
#game { display: block; width: 100%; height: 100%; outline: none; touch-action: none; }
.card { position: absolute; inset: 0; margin: auto; width: min(36rem, calc(100% - 32px)); height: fit-content; max-height: calc(100% - 32px);
  overflow: auto; padding: 24px; box-sizing: border-box; background: #161a20; color: inherit; border: 1px solid #262c36; border-radius: 12px; }
.card h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.25; }
.card p { margin: 0 0 16px; color: #b8c0cc; overflow-wrap: anywhere; }
.card p:last-child { margin: 0; }
.card button { min-height: 40px; font: inherit; padding: 8px 20px; border: 1px solid #4a5364; border-radius: 7px; background: #1c2129;
  color: #dfe5ee; cursor: pointer; }
.card button.main { border-color: #7c9cff; background: #7c9cff; color: #0b0e14; }
.card button:hover { filter: brightness(1.1); }
.card :focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
.actions { display: flex; flex-wrap: wrap; gap: 12px; }
#message { width: min(28rem, calc(100% - 32px)); text-align: center; background: #161a20ee; }
#message .actions { justify-content: center; }
[hidden] { display: none; }
#failure:focus { outline: none; }
#failure::backdrop { background: #000a; }
#failure h1 { color: #f0717a; }
#failure dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 16px; margin: 0 0 16px; }
#failure dt { color: #8b95a5; }
#failure dd { margin: 0; overflow-wrap: anywhere; }
#failure .code, #failure pre { font: 14px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
#failure pre { max-height: 12em; overflow: auto; margin: 8px 0 0; padding: 12px; border-radius: 7px; background: #0f1216; white-space: pre-wrap;
  overflow-wrap: anywhere; }
#failure details { margin: 0 0 16px; }
#failure summary { cursor: pointer; color: #8b95a5; }
@media (max-width: 480px) {
  #failure dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  #failure dd { margin: 0 0 8px; }
  .actions button { flex: 1 1 100%; }
}
#keys { position: absolute; left: 0; right: 0; bottom: 0; display: flex; gap: 12px; padding: 16px; pointer-events: none; }
#keys button { pointer-events: auto; width: 64px; height: 64px; border: 1px solid #ffffff55; border-radius: 50%; background: #ffffff22;
  color: #fff; font-size: 22px; touch-action: none; user-select: none; -webkit-user-select: none; }
#keys button:last-child { margin-left: auto; }
#session { position: absolute; z-index: 1; inset: 0 0 auto; display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 6px 10px;
  font-size: 13px; line-height: 1.3; pointer-events: none; text-shadow: 0 1px 2px #000; }
#session ul { display: flex; flex-wrap: wrap; gap: 4px; margin: 0; padding: 0; list-style: none; }
#session li { display: flex; gap: 6px; align-items: center; padding: 2px 8px; border-radius: 99px; background: #0b0e14b0; }
#session li.away { opacity: 0.55; }
#session .dot { width: 9px; height: 9px; border-radius: 50%; }
#session p { margin: 0; padding: 2px 8px; border-radius: 6px; background: #0b0e14d0; overflow-wrap: anywhere; }
#session p:empty { display: none; }
#session .network { margin-left: auto; color: #b8c0cc; background: #0b0e14b0; }
#session div[role] { display: flex; gap: 4px; }
#session div[role][hidden] { display: none; }
#session button { pointer-events: auto; min-height: 28px; padding: 2px 10px; border: 1px solid #4a5364; border-radius: 6px; background: #1c2129e0;
  color: #dfe5ee; font: inherit; cursor: pointer; }
#session li button { min-height: 20px; padding: 0 6px; border: 0; }
#session button:hover { filter: brightness(1.2); }
#session button:focus-visible { outline: 2px solid #fff; outline-offset: 1px; }
@media (pointer: coarse) { #session button { min-height: 40px; min-width: 40px; } }
`;
