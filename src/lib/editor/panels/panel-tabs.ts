import PanelBottom from '@lucide/svelte/icons/panel-bottom';
import PanelLeft from '@lucide/svelte/icons/panel-left';
import PanelRight from '@lucide/svelte/icons/panel-right';
import SquareCode from '@lucide/svelte/icons/square-code';

/** The panels that can be opened and put away, from left to right. `short` is for where there is little room. */
export const panelTabs = [
  { name: 'left', label: 'Hierarchy and assets', short: 'Project', icon: PanelLeft },
  { name: 'code', label: 'Code', short: 'Code', icon: SquareCode },
  { name: 'bottom', label: 'Console', short: 'Console', icon: PanelBottom },
  { name: 'inspector', label: 'Inspector', short: 'Inspector', icon: PanelRight },
] as const;
