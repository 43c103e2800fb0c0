import { FengariVm } from '../../src/lib/script/fengari/fengari-vm.ts';
import { luaVmContract } from './lua-vm.ts';

luaVmContract('Fengari', (host) => new FengariVm(host));
