/** What a worker thread is started with in place of words: nobody can write it on a command line. */
export const WORKER = "\0worker";
