import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

/** The port number in the name of the socket; the server listens on no network address. */
export const embeddedPort = 5432;

const mebibyte = 1024 * 1024;

/**
 * The settings of the embedded server, given on its command line so that they follow the program and not the age of the
 * data directory. Unless `durable`, nothing waits for the disk.
 */
export function embeddedSettings(paths: { socketDir: string; logDir: string; durable: boolean }): string[] {
  const disk = paths.durable ? 'on' : 'off';
  const memory = usableMemoryMebibytes();
  const settings: Record<string, string> = {
    // Reachable through the private socket alone.
    listen_addresses: '',
    port: String(embeddedPort),
    unix_socket_directories: `"${paths.socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    // A committed transaction survives a power cut.
    fsync: disk,
    full_page_writes: disk,
    synchronous_commit: 'on',
    // A sixteenth of the machine, and never more than 512 MiB: other things run beside the server.
    shared_buffers: `${Math.min(512, Math.max(64, Math.floor(memory / 16)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_connections: '60',
    // Two cores: one helper at most, so that one query leaves room for another.
    max_worker_processes: '8',
    max_parallel_workers: '2',
    max_parallel_workers_per_gather: '1',
    dynamic_shared_memory_type: dynamicSharedMemory(),
    // Imports write much at once: fewer, longer checkpoints.
    max_wal_size: '4GB',
    min_wal_size: '256MB',
    wal_compression: 'on',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    random_page_cost: '1.1',
    // Compiling a query costs more than our short queries take.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'on',
    log_directory: paths.logDir,
    log_filename: 'postgres-%Y-%m-%d.log',
    log_rotation_age: '1d',
    log_rotation_size: '50MB',
    log_file_mode: '0600',
    log_line_prefix: '%m [%p] %u@%d ',
    // Failing statements and the details of errors hold the values of rows, and rows are about people.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    log_autovacuum_min_duration: '-1',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function usableMemoryMebibytes(): number {
  const limit = process.constrainedMemory();
  const total = totalmem();
  return Math.floor((limit > 0 && limit < total ? limit : total) / mebibyte);
}

// Containers often have a /dev/shm of 64 MiB, which one parallel hash join can fill; System V segments do not use it.
function dynamicSharedMemory(): 'posix' | 'sysv' {
  try {
    const shm = statfsSync('/dev/shm');
    return shm.blocks * shm.bsize >= 512 * mebibyte ? 'posix' : 'sysv';
  } catch {
    return 'sysv';
  }
}
