// Its own file, loaded as it stands: bundled, the import would become a require, which many packages do not answer.
module.exports = (name) => import(name);
