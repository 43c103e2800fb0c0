import PanelBottom from '@lucide/svelte/icons/panel-bottom';
import PanelLeft from '@lucide/svelte/icons/panel-left';
import PanelRight from '@lucide/svelte/icons/panel-right';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import SquareCode from '@lucide/svelte/icons/square-code';

/** The panels that can be opened and put away, from left to right; that of tiles only while a tile tool is in hand. `short` is for where there is little room. */
export const panelTabs = [
  { name: 'left', label: 'Hierarchy and assets', short: 'Project', icon: PanelLeft },
  { name: 'code', label: 'Code', short: 'Code', icon: SquareCode },
  { name: 'bottom', label: 'Console', short: 'Console', icon: PanelBottom },
  { name: 'inspector', label: 'Inspector', short: 'Inspector', icon: PanelRight },
  { name: 'tiles', label: 'Tile palette', short: 'Tiles', icon: LayoutGrid },
] as const;
