package io.dcf.bridge.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the web console at {@code /console}, which may connect only to this bridge, and the redirects of {@code /} and {@code /demo}. */
@Configuration(proxyBeanMethods = false)
class ConsolePages implements WebMvcConfigurer {

    private final DispatcherServletPath servlet;
    private final BuildProperties build;

    ConsolePages(DispatcherServletPath servlet, BuildProperties build) {
        this.servlet = servlet;
        this.build = build;
    }

    /** Relative links of the page need the trailing slash; relative redirects also work behind a proxy that removes a prefix. */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        redirect(registry, "/", "console/");
        redirect(registry, "/console", "console/");
        redirect(registry, "/demo", "console/");
        redirect(registry, "/demo/", "../console/");
        registry.addViewController("/console/")
                .setViewName("forward:" + servlet.getRelativePath("/console/index.html"));
    }

    private static void redirect(ViewControllerRegistry registry, String path, String target) {
        registry.addRedirectViewController(path, target).setStatusCode(HttpStatus.FOUND);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        serve(registry, "/console/lib/lit-html/**", library("lit-html"));
        serve(registry, "/console/lib/uplot/**", library("uplot"));
        serve(registry, "/console/**", "classpath:/static/console/");
    }

    private static void serve(ResourceHandlerRegistry registry, String path, String folder) {
        registry.addResourceHandler(path)
                .addResourceLocations(folder)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false) // all files in the jar have the same time, in every version
                .setEtagGenerator(ConsolePages::etag);
    }

    /** The folder of a WebJar, whose path contains its version. */
    private String library(String name) {
        return "classpath:/META-INF/resources/webjars/" + name + "/" + build.get(name + ".version") + "/";
    }

    /** A weak ETag, because the response may be compressed. */
    static String etag(Resource file) {
        try (InputStream content = file.getInputStream()) {
            return "W/\"" + DigestUtils.md5DigestAsHex(content) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
