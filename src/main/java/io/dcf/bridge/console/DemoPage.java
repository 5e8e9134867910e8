package io.dcf.bridge.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the demo page at {@code /demo}, which may connect only to this bridge, and the redirect of {@code /}. */
@Configuration(proxyBeanMethods = false)
class DemoPage implements WebMvcConfigurer {

    private final DispatcherServletPath servlet;

    DemoPage(DispatcherServletPath servlet) {
        this.servlet = servlet;
    }

    /** Relative links of the page need the trailing slash; relative redirects also work behind a proxy that removes a prefix. */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "swagger-ui/index.html").setStatusCode(HttpStatus.FOUND);
        registry.addRedirectViewController("/demo", "demo/").setStatusCode(HttpStatus.FOUND);
        registry.addViewController("/demo/").setViewName("forward:" + servlet.getRelativePath("/demo/index.html"));
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/demo/**")
                .addResourceLocations("classpath:/static/demo/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false) // all files in the jar have the same time, in every version
                .setEtagGenerator(DemoPage::etag);
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
