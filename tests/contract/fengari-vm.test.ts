import { FengariVm } from '../../src/lib/script/fengari/fengari-vm.ts';
import { luaVmContract } from './lua-vm.ts';
import { luaVmStateContract } from './lua-vm-state.ts';

luaVmContract('Fengari', (host) => new FengariVm(host));
luaVmStateContract('Fengari', (host) => new FengariVm(host));
